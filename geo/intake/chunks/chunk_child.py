"""What runs in the process of its own that a long file is read in, a chunk at a time.

``python -m geo.intake.chunks.chunk_child REQUEST`` has the file as its standard input, open to
read, and writes a `FRAME` before each chunk (as `geo.intake.chunks.chunk`) or error (as
`geo.intake.apart.handover`).
"""

import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from geo.errors import ReadingTooLargeError, TwoZonesError
from geo.intake.apart.bounds import bound
from geo.intake.apart.refusals import pack_error
from geo.intake.chunks.chunk import Chunk, packed
from geo.settings import Limits

FRAME: Final = struct.Struct("<cQQ")
"""What follows, how much of the file was read for it, and how many bytes it has."""

CHUNK, REFUSED, END = b"C", b"R", b"E"


def main() -> None:
    """Read the file that the request in the arguments describes."""
    request = json.loads(sys.argv[1])
    allowed = Limits.model_validate(request["limits"])
    bound(allowed, cpu_seconds=None)
    try:
        for chunk in _chunks(request):
            _write(CHUNK, chunk.read, packed(chunk))
        _write(END, 0, b"")
    except TwoZonesError as error:
        _write(REFUSED, 0, pack_error(error))
    except MemoryError:  # of Arrow too
        too_large = ReadingTooLargeError(file=request["name"], limit=allowed.memory_mb)
        _write(REFUSED, 0, pack_error(too_large))
    os._exit(0)  # taking the libraries down again would keep the one who waits


def _chunks(request: dict[str, Any]) -> Iterator[Chunk]:
    """Yield what is read; a reader is imported once it is needed, as that of CSV takes a second."""
    if request["kind"] == "csv":
        from geo.intake.chunks.csv_chunks import csv_chunks  # noqa: PLC0415

        return csv_chunks(request["name"], sys.stdin.buffer, request["block_bytes"])
    from geo.intake.chunks.parquet_chunks import parquet_chunks  # noqa: PLC0415

    return parquet_chunks(request["name"], sys.stdin.buffer)


def _write(what: bytes, read: int, content: bytes | pa.Buffer) -> None:
    sys.stdout.buffer.write(FRAME.pack(what, read, len(content)))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
