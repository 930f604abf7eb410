"""The CSV files of the register, read into records or, which is much faster, into a frame.

A frame is judged by columns: every distinct cell once, by the annotation of its field, and every
distinct combination of cells that a rule looks at. What fails is judged again as the record that it
is of, so that both ways of reading accept the same files and refuse others in the same words.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO, TextIOWrapper
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias, TypeVar

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from geo.errors import RegisterError
from geo.register.copies import copied
from geo.register.records import Record, Rule
from geo.words.text import in_both

RecordType = TypeVar("RecordType", bound=Record)
Cells: TypeAlias = Sequence[str | None]
Columns: TypeAlias = dict[str, list[object]]

CHUNK: Final = 2_000
"""How many rows are held as text at once; of more, the garbage collector takes longer."""

_FIRST_LINE: Final = 2


@dataclass(frozen=True)
class _Chunk:
    """Rows of a file, the first of which stands in a line (lines within cells do not count)."""

    path: Path
    header: list[str]
    line: int
    rows: list[list[str]]

    def cells(self, position: int) -> dict[Any, Any]:
        """Return the cells of a row by column; what lies beyond the header under None."""
        row = self.rows[position]
        cells: dict[Any, Any] = dict(zip_longest(self.header, row[: len(self.header)]))
        if len(row) > len(self.header):
            cells[None] = row[len(self.header) :]
        return cells

    def record(self, position: int, model: type[RecordType]) -> RecordType:
        """Return a row as a validated record; RegisterError names its line and column."""
        try:
            return model.model_validate(self.cells(position))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "row"
            problem = f"line {self.line + position}, {where}: {first['msg']}"
            raise RegisterError(file=self.path.name, problem=problem) from error

    def columns(self) -> dict[str, Cells]:
        """Return the cells by column, None where a row is short, up to a row that is too long."""
        width = len(self.header)
        long = (n for n, row in enumerate(self.rows) if len(row) > width)
        rows = self.rows[: next(long, len(self.rows))]
        return {name: cells for name, *cells in zip_longest(self.header, *rows)}


def read_table(path: Path, model: type[RecordType]) -> list[RecordType]:
    """Read a CSV file (UTF-8) into validated records.

    Raises
    ------
    RegisterError
        The file is missing, or a row breaks the schema; the message names the row and column.
    """
    chunks = list(_chunks(path, _content(path)))
    return [chunk.record(n, model) for chunk in chunks for n in range(len(chunk.rows))]


def read_frame(path: Path, model: type[Record]) -> pd.DataFrame:
    """Read a CSV file (UTF-8) into a frame with a row for each record, a column for each field.

    Raises
    ------
    RegisterError
        As of `read_table`, in the same words.
    """
    content = _content(path)
    chunks = _chunks(path, content)
    return copied(content, model.__name__, lambda: _judged(chunks, model))


def _judged(chunks: Iterator[_Chunk], model: type[Record]) -> pd.DataFrame:
    columns: Columns = {name: [] for name in model.model_fields}
    for chunk in chunks:
        found, count = judge_columns(chunk.columns(), model)
        if count < len(chunk.rows):
            deque(chunks, maxlen=0)  # that the file cannot be read comes before what it says
            _refuse(chunk, count, model)
        for name, values in found.items():
            columns[name] += values
    return pd.DataFrame(columns)


def judge_columns(cells: Mapping[str, Sequence[Any]], model: type[Record]) -> tuple[Columns, int]:
    """Validate cells by columns.

    Parameters
    ----------
    cells
        The cells of n records by column: as text, or as values that can be told apart by ``==``.
    model
        The schema of the records.

    Returns
    -------
    The values of the records before the first that breaks the schema, by field, and how many
    these are: n where all are good.
    """
    adapters = _adapters(model)
    if cells.keys() != adapters.keys():
        return {}, 0
    columns = {
        name: _values(adapters[column], cells[column]) for column, name in _fields(model).items()
    }
    count = min(len(values) for values in columns.values())
    for rule in model.rules:
        count = _kept(rule, [columns[name] for name in rule.fields], count)
    return columns, count


def _values(adapter: TypeAdapter[list[object]], cells: Sequence[Any]) -> list[object]:
    """Return the values of the cells before the first that is not valid."""
    distinct = list(dict.fromkeys(cells))
    try:
        valid = adapter.validate_python(distinct)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False, include_input=False)
        invalid = {distinct[int(fault["loc"][0])] for fault in faults}
        first = next(n for n, cell in enumerate(cells) if cell in invalid)
        return _values(adapter, cells[:first])
    known = dict(zip(distinct, valid, strict=True))
    return [known[cell] for cell in cells]


def _kept(rule: Rule, columns: Sequence[list[object]], count: int) -> int:
    """Return how many records, of the first ``count``, come before one that breaks a rule."""
    records = list(zip(*(values[:count] for values in columns), strict=True))
    for distinct in dict.fromkeys(records):
        try:
            rule.check(*distinct)
        except ValueError:
            return records.index(distinct)
    return count


@cache
def _adapters(model: type[Record]) -> Mapping[str, TypeAdapter[list[object]]]:
    """Return what validates a list of the cells of each column."""
    annotations: dict[str, Any] = {
        column: model.model_fields[name].rebuild_annotation()
        for column, name in _fields(model).items()
    }
    return {
        column: TypeAdapter(list[cell], config=Record.model_config)  # type: ignore[valid-type]
        for column, cell in annotations.items()
    }


def _fields(model: type[Record]) -> dict[str, str]:
    """Return the fields of a model by the column that each is read from."""
    return {field.alias or name: name for name, field in model.model_fields.items()}


def _refuse(chunk: _Chunk, position: int, model: type[Record]) -> NoReturn:
    record = chunk.record(position, model)
    raise AssertionError(record)  # both judges look with the same annotations and rules


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RegisterError(file=path.name, problem=error.strerror) from error


def _chunks(path: Path, content: bytes) -> Iterator[_Chunk]:
    """Yield the rows of a file, as `csv.DictReader` parts them; RegisterError where it cannot."""
    try:
        yield from _parted(path, TextIOWrapper(BytesIO(content), "utf-8-sig", newline=""))
    except UnicodeDecodeError as error:
        raise RegisterError(file=path.name, problem=in_both("register.not_utf8")) from error
    except csv.Error as error:
        raise RegisterError(file=path.name, problem=str(error)) from error


def _parted(path: Path, lines: Iterator[str]) -> Iterator[_Chunk]:
    reader = csv.reader(lines)
    header = next(reader, [])
    written = filter(None, reader)  # lines that are blank are no rows
    line = _FIRST_LINE
    while rows := list(islice(written, CHUNK)):
        yield _Chunk(path, header, line, rows)
        line += len(rows)
    if line == _FIRST_LINE:
        raise RegisterError(file=path.name, problem=in_both("register.no_records"))
