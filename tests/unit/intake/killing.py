"""What ends a process, as if killed, before any of the steps by which it changes a folder."""

import os
import warnings
from collections.abc import Callable

from geo.intake.replacing import exchange

STEPS = ("fsync", "rename", "mkdir", "unlink", "rmdir")
"""What changes a folder, in `os`; and what has two change places, which is ours."""


def _dying(step: int) -> Callable[[], None]:
    """Return what kills this process at its n-th step."""
    left = [step]

    def count() -> None:
        left[0] -= 1
        if not left[0]:
            os._exit(9)

    return count


def killed_at(step: int, work: Callable[[], object]) -> bool:
    """Work in a forked process that ends, as if killed, before its n-th step; tell if it did."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # threads do not matter: it ends here
        child = os.fork()
    if child == 0:
        die = _dying(step)
        for name in STEPS:
            plain = getattr(os, name)
            setattr(os, name, lambda *a, plain=plain, **k: (die(), plain(*a, **k))[1])
        one_step = exchange._exchanged
        exchange._exchanged = lambda *a: (die(), one_step(*a))[1]
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
