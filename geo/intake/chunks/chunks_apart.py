"""The rows of any file as Arrow tables: in chunks where it may be long, else by the one reader.

Either way another process reads, which may take only so much for the file or for each chunk.
"""

import json
from collections.abc import Callable, Generator, Iterator
from itertools import chain
from pathlib import Path
from typing import Final

import pyarrow as pa

from geo.errors import ReadingStoppedError
from geo.ground.datums import Datum
from geo.intake.apart.apart import read_apart
from geo.intake.apart.handover import unpack
from geo.intake.apart.watch import Process, Watch, start_reader
from geo.intake.chunks.chunk import Chunk, unpacked
from geo.intake.chunks.chunk_child import CHUNK, END, FRAME, REFUSED
from geo.intake.columns.columns import match_columns
from geo.intake.files.files import check_path, kind_of, open_file
from geo.intake.files.tables import Cell, RawTable
from geo.intake.positions.points import declared_datum, read_points
from geo.intake.values.cells import text_of
from geo.intake.values.headers import match_headers
from geo.say.spreadsheet import quoted
from geo.settings import limits

Progress = Callable[[int], None]

BLOCK_BYTES: Final = 16 << 20
"""Bytes of a CSV in a chunk."""

_LONG: Final = frozenset({"csv", "parquet"})
_SAMPLE: Final = 200


def open_chunks(source: str, progress: Progress) -> tuple[Iterator[Chunk], Datum | None]:
    """Return the rows of a file, texts as they are written, and the datum that it declares.

    Raises
    ------
    TwoZonesError
        The file is refused; the sentence says why and what to do.
    """
    path = check_path(source)
    kind = kind_of(path.name)
    if kind in _LONG:
        chunks = _chunks(path, kind, progress)
        first = next(chunks, None)
        if first is not None and _has_coordinates(path.name, first.table):
            return chain([first], chunks), None
        chunks.close()
    table = read_apart(open_file(source))
    progress(len(table.rows))
    return iter([_chunk(table)]), declared_datum(table, match_headers(table.headers))


def sample_of(file: str, chunk: pa.Table) -> RawTable:
    """Return the first rows of a chunk as a table, by which it is told what columns hold."""
    columns = [texts_of(column) for column in chunk.slice(0, _SAMPLE).columns]
    rows = list(zip(*columns, strict=True))
    return RawTable(file, "csv", tuple(chunk.column_names), rows, range(len(rows)))


def texts_of(column: pa.ChunkedArray) -> list[str | None]:
    """Return the cells of a column as texts; none where they are lists or the like."""
    try:
        texts: list[str | None] = column.cast(pa.string()).to_pylist()
    except pa.ArrowException:
        return [None] * len(column)
    return texts


def _has_coordinates(file: str, chunk: pa.Table) -> bool:
    columns = match_columns(sample_of(file, chunk))
    return {"lon", "lat"} <= set(columns) or "coordinates" in columns


def _chunks(path: Path, kind: str, progress: Progress) -> Generator[Chunk]:
    """Yield what a process of its own reads of a long file."""
    allowed = limits()
    request = {
        "name": path.name,
        "kind": kind,
        "block_bytes": BLOCK_BYTES,
        "limits": allowed.model_dump(),
    }
    with path.open("rb") as file:
        process = start_reader("geo.intake.chunks.chunk_child", [json.dumps(request)], file)
    watch = Watch(process, path.name, allowed)
    try:
        with watch:
            yield from _frames(process, watch, path.name, progress)
    finally:
        process.kill()
        process.communicate()


def _frames(process: Process, watch: Watch, name: str, progress: Progress) -> Iterator[Chunk]:
    while True:
        watch.restart()
        what, read, content = _frame(process)
        watch.check()
        if what == END:
            return
        if what == REFUSED:
            unpack(content)  # which raises it
        if what != CHUNK:
            raise ReadingStoppedError(file=name, problem=f"exit {process.wait()}")
        progress(read)
        yield unpacked(read, content)


def _frame(process: Process) -> tuple[bytes, int, bytes]:
    """Return the next part of what a process writes; nothing where it has ended."""
    assert process.stdout is not None  # noqa: S101 (it was started with a pipe)
    head = process.stdout.read(FRAME.size)
    if len(head) < FRAME.size:
        return b"", 0, b""
    what, read, size = FRAME.unpack(head)
    content = process.stdout.read(size)
    return (what, read, content) if len(content) == size else (b"", 0, b"")


def _as_written(cell: Cell) -> str:
    """Return a cell as text; a formula has the apostrophe again that its reader has taken off."""
    text = text_of(cell)
    is_signed_number = text.startswith(("+", "-")) and text[1:2].isdecimal()
    return text if is_signed_number else quoted(text)


def _chunk(table: RawTable) -> Chunk:
    """Return a table that was read whole, its rows of too many cells apart."""
    at = {number: position for position, number in enumerate(table.numbers)}
    wide = [number for number, code in table.broken.items() if code == "too_many_cells"]
    broken = {number: ",".join(map(text_of, table.rows[at[number]])) for number in wide}
    kept = table.without(wide)
    numbers = pa.array(kept.numbers, pa.int64())
    return Chunk(len(table.rows), _arrow_table(kept), numbers, broken)


def _arrow_table(table: RawTable) -> pa.Table:
    """Return a table that was read whole as texts; shapes become the columns ``x`` and ``y``."""
    columns = {
        name: [None if row[p] is None else _as_written(row[p]) for row in table.rows]
        for p, name in enumerate(table.headers)
    }
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    if table.shapes is None:
        return pa.table(arrays)
    points = read_points(table, {})
    own = match_headers(table.headers)
    spare = {table.headers[own[name]] for name in ("lon", "lat") if name in own}
    arrays = {name: array for name, array in arrays.items() if name not in spare}
    return pa.table(arrays | {"x": pa.array(points.x), "y": pa.array(points.y)})
