"""The bounds of a process that reads a file, kept by the system where it can."""

import os
from typing import Final

import psutil

from geo.intake.files.files import MB
from geo.settings import Limits

GRACE_SECONDS: Final = 5
"""By how much the system's own bound on processor time is above ours, which says why."""


def bound(allowed: Limits, cpu_seconds: int | None) -> None:
    """Have the system hold this process to its limits, where it can; the asking one does too.

    ``cpu_seconds`` is None where a file is so long that only its parts can be bounded so.
    """
    try:
        import resource  # noqa: PLC0415 (Windows has none)
    except ImportError:
        return
    if cpu_seconds is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        seconds = int(used.ru_utime + used.ru_stime) + cpu_seconds + GRACE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write but its answer
    space = _address_space() + allowed.memory_mb * MB
    resource.setrlimit(resource.RLIMIT_AS, (space, space))


def _address_space() -> int:
    """Return the bytes of address space that the libraries alone take up."""
    return int(psutil.Process(os.getpid()).memory_info().vms)
