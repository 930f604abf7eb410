"""What runs in the process of its own that a long file is read in, a chunk at a time.

``python -m geo.intake.chunk_child REQUEST`` has the file as its standard input, open to read, and
writes a `FRAME` before each chunk (Arrow's stream format) or error (as `geo.intake.handover`).
"""

import json
import os
import struct
import sys
from collections.abc import Iterator
from typing import Any, Final

import pyarrow as pa

from geo.errors import ReadingTooLargeError, TwoZonesError
from geo.intake.child import bound
from geo.intake.chunks import Chunk, csv_chunks, parquet_chunks
from geo.intake.handover import pack_error
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
        for read, table in _chunks(request):
            _write(CHUNK, read, _packed(table))
        _write(END, 0, b"")
    except TwoZonesError as error:
        _write(REFUSED, 0, pack_error(error))
    except MemoryError:  # of Arrow too
        too_large = ReadingTooLargeError(file=request["name"], limit=allowed.memory_mb)
        _write(REFUSED, 0, pack_error(too_large))
    os._exit(0)  # taking the libraries down again would keep the one who waits


def _chunks(request: dict[str, Any]) -> Iterator[Chunk]:
    if request["kind"] == "csv":
        return csv_chunks(request["name"], sys.stdin.buffer, request["block_bytes"])
    return parquet_chunks(request["name"], sys.stdin.buffer)


def _packed(table: pa.Table) -> pa.Buffer:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue()


def _write(what: bytes, read: int, content: bytes | pa.Buffer) -> None:
    sys.stdout.buffer.write(FRAME.pack(what, read, len(content)))
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
