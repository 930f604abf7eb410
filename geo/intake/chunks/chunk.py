"""Rows of a long file as they stand in it, on their way from the process that reads them."""

import json
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

_NUMBERS: Final = "\0"
"""The column of the rows' numbers on the way: no header is called so."""

_BROKEN: Final = b"twozones broken"


@dataclass(frozen=True, eq=False)
class Chunk:
    """Some rows of a file.

    Attributes
    ----------
    read
        How much of the file was read for them: bytes of a CSV, rows of any other.
    table
        The rows that are not blank, texts as they are written.
    numbers
        Those that a user sees beside the rows: the first line of a CSV is 1; shape (n,).
    broken
        By its number the text of each row that has more or fewer cells than the header.
    """

    read: int
    table: pa.Table
    numbers: pa.Array
    broken: dict[int, str]

    @property
    def rows(self) -> int:
        """How many rows there are, the broken ones among them."""
        return int(self.table.num_rows) + len(self.broken)


def packed(chunk: Chunk) -> pa.Buffer:
    """Return a chunk, but for how much was read, as a stream of Arrow."""
    table = chunk.table.append_column(_NUMBERS, chunk.numbers)
    said = {**(table.schema.metadata or {}), _BROKEN: json.dumps([*chunk.broken.items()])}
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema.with_metadata(said)) as writer:
        writer.write_table(table)
    return sink.getvalue()


def unpacked(read: int, content: bytes) -> Chunk:
    """Return the chunk that `packed` has written, for which so much was read."""
    table = pa.ipc.open_stream(content).read_all()
    said = dict(table.schema.metadata)
    broken = dict(json.loads(said.pop(_BROKEN)))
    numbers = table.column(_NUMBERS).combine_chunks()
    rows = table.drop_columns([_NUMBERS]).replace_schema_metadata(said or None)
    return Chunk(read, rows, numbers, broken)
