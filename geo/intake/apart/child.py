"""What runs in the process of its own that a file is read in: bound, read once, answer, end.

``python -m geo.intake.apart.child`` takes a request from its standard input, a line of JSON and the
bytes of the file, and writes what `geo.intake.apart.handover` packs to its standard output.
"""

import json
import os
import sys
from typing import Any

from geo.errors import ReadingTooLargeError, TwoZonesError
from geo.intake.apart.bounds import bound
from geo.intake.apart.handover import pack_table
from geo.intake.apart.refusals import pack_error
from geo.intake.files.files import source_file
from geo.intake.files.garbage import few_collections
from geo.intake.formats.readers import read_table
from geo.settings import Limits


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


@few_collections()
def _answer(request: dict[str, Any], content: bytes, allowed: Limits) -> bytes:
    try:
        file = source_file(request["name"], content, allowed)
        return pack_table(read_table(file, allowed, request["part"]))
    except TwoZonesError as error:
        return pack_error(error)
    except MemoryError:
        return pack_error(ReadingTooLargeError(file=request["name"], limit=allowed.memory_mb))


if __name__ == "__main__":
    main()
