"""Why a register is changed."""

import getpass
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True)
class Reason:
    """Who publishes a register, and why; both go into its history."""

    who: str
    why: str = ""

    @classmethod
    def of_user(cls, why: str = "") -> Self:
        """Return a reason of the user that runs the program."""
        return cls(getpass.getuser(), why)
