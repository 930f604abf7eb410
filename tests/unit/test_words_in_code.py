"""No word that we show stands in the code: all are in the word files."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.assets import STATIC
from layers.contract import SCRIPT
from tests.unit.test_text import CHINESE

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("geo", "layers", "briefing", "ui", "twozones")
READ = {  # modules that read Chinese, and say none
    "geo/ask/find.py",
    "geo/ask/search.py",
    "geo/ground/addresses.py",
    "geo/ground/crossings.py",
    "geo/ground/known_datums.py",
    "geo/ground/own_ground.py",
    "geo/intake/positions/angles.py",
    "geo/intake/judging/asides.py",
    "geo/intake/values/cells.py",
    "geo/intake/values/chinese_numbers.py",
    "geo/intake/values/dates.py",
    "geo/intake/places/districts.py",
    "geo/intake/files/encodings.py",
    "geo/intake/formats/header_rows.py",
    "geo/intake/values/headers.py",
    "geo/intake/values/known_words.py",
    "geo/intake/values/money.py",
    "geo/intake/outline_names.py",
    "geo/intake/positions/pairs.py",
    "geo/intake/places/place_words.py",
    "geo/intake/places/provinces.py",
    "geo/intake/formats/stated_units.py",
    "geo/intake/positions/positions.py",
    "geo/intake/places/placing.py",
    "geo/say/typed_conditions.py",
}
NAMED = {  # a language by its own name, a map's makers by theirs, a unit where developers read
    "geo/keep/form.py",
    "geo/register/fields.py",
    "geo/words/vocabulary.py",
    "layers/basemaps.py",
    "layers/contract.py",
}


def strings(path: Path) -> Iterator[str]:
    """Return every string of a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


@pytest.mark.parametrize("package", PACKAGES)
def test_no_module_says_anything_in_chinese(package: str) -> None:
    said = {
        path.relative_to(ROOT).as_posix(): found
        for path in (ROOT / package).rglob("*.py")
        if (found := [text for text in strings(path) if CHINESE.search(text)])
    }
    assert set(said) <= READ | NAMED, said


def test_no_script_says_anything_in_chinese() -> None:
    comment = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
    scripts = [path for path in STATIC.rglob("*.js") if path != SCRIPT]  # which Python writes
    assert scripts
    for path in scripts:
        said = comment.sub("", path.read_text("utf-8"))
        assert not CHINESE.search(said), path.name
