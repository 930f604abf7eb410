"""What Python and the browser both know stands once: written by Python, and nowhere by hand."""

import re
import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from geo.region import MOST_AREAS
from geo.words.vocabulary import PROJECT_STATUSES, SECTORS
from layers import contract
from layers.assets import STATIC
from layers.bundle import static_text
from layers.palette import OPTION_HUES, THEMES

ROOT = Path(__file__).parents[2]
BY_HAND = [
    path
    for path in sorted(STATIC.rglob("*"))
    if path.suffix in {".js", ".css"} and path not in contract.WRITTEN
]


@pytest.mark.parametrize("path", contract.WRITTEN, ids=lambda path: path.name)
def test_the_files_hold_what_python_says(path: Path) -> None:
    told = contract.WRITTEN[path]()
    assert path.read_text(encoding="utf-8") == told, "run `python -m layers.contract`"


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.name)
def test_no_colour_is_written_by_hand(path: Path) -> None:
    assert not re.findall(r"#[0-9a-f]{6}\b|#[0-9a-f]{3}\b(?!\w)", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.name)
def test_no_script_tells_what_a_module_of_python_knows(path: Path) -> None:
    assert not re.search(r"\w\.py\b", path.read_text(encoding="utf-8"))


def test_every_colour_that_a_style_sheet_uses_is_told() -> None:
    told = set(re.findall(r"(--[\w-]+):", contract.style()))
    for name in ("map.css", "page.css"):
        sheet = static_text(name)
        assert told <= set(re.findall(r"(--[\w-]+):", sheet))
    used = set(re.findall(r"var\((--[\w-]+)\)", static_text("map.css")))
    own = {"--hue", "--ring", "--district-opacity", "--veil"}  # set by scripts, or where used
    assert used <= told | own


def test_there_is_a_hue_for_every_option() -> None:
    assert list(OPTION_HUES["sector"]) == list(SECTORS)
    assert list(OPTION_HUES["status"]) == list(PROJECT_STATUSES)
    for theme in THEMES.values():
        assert len(theme.areas) == MOST_AREAS


def test_streamlits_theme_has_our_colours() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for name, theme in THEMES.items():
        set_ = settings["theme"][name]
        assert set_["primaryColor"] == theme.chosen
        assert set_["textColor"] == theme.ink
        assert set_["backgroundColor"] in asdict(theme).values()
