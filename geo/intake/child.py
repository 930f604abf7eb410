"""What runs in the process of its own that a file is read in: bound, read once, answer, end.

``python -m geo.intake.child`` takes a request from its standard input, a line of JSON and the bytes
of the file, and writes what `geo.intake.handover` packs to its standard output.
"""

import json
import os
import sys
from typing import Any

import psutil

from geo.errors import ReadingTooLargeError, TwoZonesError
from geo.intake.files import MB, source_file
from geo.intake.handover import pack_error, pack_table
from geo.intake.readers import read_table
from geo.settings import Limits

GRACE_SECONDS = 5
"""By how much the system's own bound on processor time is above ours, which says why."""


def main() -> None:
    """Answer one request; none, where the process that asks has gone."""
    asked, _, content = sys.stdin.buffer.read().partition(b"\n")
    if asked:
        request = json.loads(asked)
        allowed = Limits.model_validate(request["limits"])
        bound(allowed, cpu_seconds=allowed.cpu_seconds)
        sys.stdout.buffer.write(_answer(request, content, allowed))
        sys.stdout.flush()
    os._exit(0)  # taking the libraries down again would keep the one who waits


def _answer(request: dict[str, Any], content: bytes, allowed: Limits) -> bytes:
    try:
        file = source_file(request["name"], content, allowed)
        return pack_table(read_table(file, allowed, request["part"]))
    except TwoZonesError as error:
        return pack_error(error)
    except MemoryError:
        return pack_error(ReadingTooLargeError(file=request["name"], limit=allowed.memory_mb))


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


if __name__ == "__main__":
    main()
