"""Long files a chunk at a time: rows have the numbers that a user sees, and none is lost."""

import csv
import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.chunks.chunk import Chunk, packed, unpacked
from geo.intake.chunks.csv_chunks import csv_chunks
from geo.intake.formats.header_rows import LOOKED_AT

HEADER = ["名称", "lon", "lat"]
CELLS = st.text(st.sampled_from(' a,"\n京1'), max_size=5)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=40)
FULL = [["甲", "116.4", "39.9"]] * LOOKED_AT
"""By most of the first rows it is told how many columns there are."""


def written(rows: list[list[str]], quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue().encode()


def chunks_of(content: bytes, block_bytes: int) -> list[Chunk]:
    return list(csv_chunks("a.csv", io.BytesIO(content), block_bytes))


@pytest.mark.parametrize("block_bytes", [200, 1 << 20])
@given(rows=ROWS)
def test_each_row_is_there_with_its_number_or_broken(
    rows: list[list[str]], block_bytes: int
) -> None:
    content = written([HEADER, *FULL, *rows], csv.QUOTE_ALL)
    expected, broken = {}, set()
    for number, cells in enumerate(csv.reader(io.StringIO(content.decode(), newline="")), start=1):
        if number > 1 and any(cell.strip() for cell in cells):
            if len(cells) == len(HEADER):
                expected[number] = tuple(cells)
            else:
                broken.add(number)
    chunks = chunks_of(content, block_bytes)
    found = {
        number: tuple(row.values())
        for chunk in chunks
        for number, row in zip(chunk.numbers.to_pylist(), chunk.table.to_pylist(), strict=True)
    }
    assert found == expected
    assert {number for chunk in chunks for number in chunk.broken} == broken


def test_rows_are_counted_from_the_first_line_whatever_stands_above_the_header() -> None:
    body = '企业名录,,\n,,\n"企业\n名称",经度,纬度\n甲,116.4,39.9\n\n乙,116.4\n丙,116.5,39.9\n'
    (chunk, *rest) = chunks_of(body.encode(), 1 << 20)
    assert not rest
    assert chunk.numbers.to_pylist() == [4, 7]
    assert chunk.broken == {6: "乙,116.4"}
    assert chunk.rows == 3


def test_one_row_of_another_length_does_not_decide_how_many_columns_there_are() -> None:
    body = b"name,lon,lat\na,116.4,39.9,more\nb,116.4,39.9\nc,116.4,39.9\n"
    (chunk,) = chunks_of(body, 1 << 20)
    assert chunk.table["name"].to_pylist() == ["b", "c"]
    assert chunk.broken == {2: "a,116.4,39.9,more"}


def test_a_chunk_passes_between_processes_whole() -> None:
    table = pa.table({"name": ["a", None]}, metadata={b"said": b"before"})
    chunk = Chunk(7, table, pa.array([2, 5]), {3: 'x,"y'})
    again = unpacked(7, packed(chunk).to_pybytes())
    assert again.table.equals(table, check_metadata=True)
    assert again.numbers.equals(chunk.numbers)
    assert (again.read, again.broken) == (7, chunk.broken)
