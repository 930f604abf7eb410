"""Whatever a cell holds costs its length at most: every pattern, every reader of cells."""

import ast
import contextlib
import importlib
import pkgutil
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import geo
from geo.intake.places.placing import Gazetteer
from geo.intake.positions.angles import read_coordinate
from geo.intake.positions.pairs import split_pair
from geo.intake.values.cells import CellError, read_number
from geo.intake.values.dates import read_date
from geo.intake.values.headers import column_of, split_header
from geo.intake.values.money import read_amount
from geo.register.load import Register
from geo.words.synonyms import normal

LENGTHS = (300, 10_000)
SECONDS = 0.1
"""More than a linear pattern takes for the longest, less than a quadratic one does."""

STARTS = ("", "2021年", "about", "116°", "Feb", "EPSG:")
UNITS = [*" 1a,.(/十T°\n", "1,", "1.", " ,", "1 ", "{region.", "\u0300\u0316"]
ENDS = ("", "!")
SEARCHES = "search|sub|split|findall|finditer"


def patterns() -> Iterator[tuple[str, Callable[[str], object]]]:
    """Yield how every pattern of `geo` is used: compiled once, or written where it is."""
    for module in pkgutil.walk_packages(geo.__path__, "geo."):
        if module.name.endswith("__main__"):
            continue
        found = importlib.import_module(module.name)
        source = Path(found.__file__ or "").read_text("utf-8")
        for name, value in vars(found).items():
            if isinstance(value, re.Pattern):
                is_search = re.search(rf"\b{name}\.({SEARCHES})\(", source)
                yield f"{module.name}.{name}", value.search if is_search else value.fullmatch
        for node in ast.walk(ast.parse(source)):
            match node:
                case ast.Call(ast.Attribute(ast.Name("re"), how), [ast.Constant(str(text)), *_]):
                    used = re.compile(text, re.IGNORECASE)
                    if how != "compile":
                        yield f"{module.name}:{node.lineno}", used.search


def texts(length: int) -> Iterator[str]:
    for start in STARTS:
        for unit in UNITS:
            for end in ENDS:
                yield start + unit * (length // len(unit)) + end


def seconds_of(work: Callable[[str], object], text: str) -> float:
    before = time.thread_time()
    with contextlib.suppress(CellError, ValueError):
        work(text)
    return time.thread_time() - before


def slow(work: Callable[[str], object]) -> str | None:
    """Return what takes too long, if anything does; short texts first, so that a test ends."""
    for length in LENGTHS:
        for text in texts(length):
            if seconds_of(work, text) > SECONDS:
                return f"{length}: {text[:12]!r}…{text[-3:]!r}"
    return None


@pytest.mark.parametrize("use", [pytest.param(use, id=name) for name, use in patterns()])
def test_a_pattern_is_linear(use: Callable[[str], object]) -> None:
    assert slow(use) is None


READERS: dict[str, Callable[[str], object]] = {
    "number": read_number,
    "coordinate": read_coordinate,
    "pair": split_pair,
    "date": read_date,
    "amount": lambda text: read_amount(text, "wan", {}),
    "header": split_header,
    "column": column_of,
    "word": normal,
}


@pytest.mark.parametrize("name", READERS)
def test_a_reader_of_cells_is_linear(name: str) -> None:
    assert slow(READERS[name]) is None


def test_an_address_is_looked_through_in_no_time(register: Register) -> None:
    gazetteer = Gazetteer(register.places)
    for text in ("朝阳区" * 60_000, "\u0300\u0316" * 100_000, "a " * 100_000):
        assert seconds_of(lambda said: gazetteer.within("place", said), text) < SECONDS


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (read_number, "1" + "0" * 200),
        (read_date, "2021年2月3日" + "。" * 100),
        (read_coordinate, "116." + "3" * 200),
        (lambda cell: read_amount(cell, "wan", {}), "约5亿元" + "整" * 100),
    ],
)
def test_a_cell_too_long_is_refused_not_cut(read: Callable[[str], object], cell: str) -> None:
    with pytest.raises(CellError):
        read(cell)


def test_blanks_count_once() -> None:
    assert read_amount("about" + " " * 2_000 + "5 亿元", "", {}).yi_cny == 5
    assert read_date("2021年" + " " * 2_000 + "2月").text == "2021-02"
    assert read_number(" " * 300 + "12.5") == 12.5
