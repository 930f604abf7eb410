"""Work for processes of a pool, in a module that they import fast."""

import os
import signal
from pathlib import Path


def die_once(part: str) -> str:
    """End this process the first time that a part is asked for, as the system does for memory."""
    mark = Path(part)
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark.name


def die(_part: str) -> str:
    """End this process."""
    os.kill(os.getpid(), signal.SIGKILL)
    return ""
