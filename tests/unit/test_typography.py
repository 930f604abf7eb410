"""English in every format of one view is set as English: dashes, spaces, signs, thousands."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from docx import Document as WordFile
from pptx import Presentation
from pptx.shapes.base import BaseShape

from briefing.content import Briefing, Options, make_briefing
from briefing.formats import FORMATS
from briefing.paper.page.page import Page
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import View
from geo.words.text import text_in

FAULTS: Final = {
    "spaces doubled or at the end": r"\S {2,}\S|\s$",
    "a sign of Chinese": r"[\u3000-\u303f\uff01-\uff60]",
    "a hyphen for a dash": r"(?<=\S) -{1,2} (?=\S)|(?<=\w)--(?=\w)",
    "a hyphen between numbers": r"(?<![\w./:-])\d{1,4}-\d{1,4}(?![\w./-])",
    "a space before a sign": r"\w [,;!?](?=\s|$)",
    "thousands without a comma": r"(?<![\w.,/:–-])(?!(?:19|20)\d\d\b)\d{4,}(?![\w/:-]| m\b)",
}
"""What is wrong, and how it looks; an error in metres is given without a comma."""

CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
"""What is quoted in Chinese, such as the title of a source, has the signs of Chinese."""

IDS: Final = re.compile(r"https?://\S+|\b[A-Z0-9]+[-_][A-Z0-9_-]+\b")


@cache
def briefing() -> Briefing:
    view = View(lang="en", focus="cluster:daxing", metric="projects")
    return make_briefing(Atlas(load_register()), view, Options(note="For the meeting", ground=True))


def written(name: str) -> bytes:
    return FORMATS[name].write(briefing(), SIZES["a4-landscape"])


def on_paper() -> Iterator[str]:
    """Yield every line of the sheet and of the report."""
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        text = Page.text

        def keep(page: Page, x: float, y: float, words: str, *rest: object, **how: object) -> None:
            lines.append(words)
            text(page, x, y, words, *rest, **how)  # type: ignore[arg-type]

        patch.setattr(Page, "text", keep)
        written("pdf")
        written("report")
    yield from lines


def on_slides() -> Iterator[str]:
    for slide in Presentation(io.BytesIO(written("pptx"))).slides:
        for shape in slide.shapes:
            yield from said_by(shape)
        yield from slide.notes_slide.notes_text_frame.text.splitlines()


def said_by(shape: BaseShape) -> Iterator[str]:
    if shape.has_text_frame:
        yield from (paragraph.text for paragraph in shape.text_frame.paragraphs)
    if shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    if shape.has_chart:
        yield from shape.chart.plots[0].categories


def in_word() -> Iterator[str]:
    document = WordFile(io.BytesIO(written("docx")))
    yield from (paragraph.text for paragraph in document.paragraphs)
    yield from (c.text for table in document.tables for row in table.rows for c in row.cells)


def in_tables() -> Iterator[str]:
    """Yield the cells of the workbook and of CSV, but those of codes."""
    book = openpyxl.load_workbook(io.BytesIO(written("xlsx")))
    code = text_in("en")("columns.code_of", name="")
    for sheet in book.worksheets[:-1]:
        for column in sheet.iter_cols(values_only=True):
            if not str(column[0]).endswith(code.strip()):
                yield from (cell for cell in column if isinstance(cell, str))
    (head, *_) = csv.reader(io.StringIO(written("csv").decode("utf-8-sig")))
    yield from head


def in_gis() -> Iterator[str]:
    document = json.loads(written("geojson"))
    yield from document["metadata"].values()
    for feature in document["features"]:
        yield from (v for k, v in feature["properties"].items() if k.endswith("_en") and v)
    with zipfile.ZipFile(io.BytesIO(written("kmz"))) as archive:
        root = ET.fromstring(archive.read("doc.kml"))  # noqa: S314 (our own)
    for tag in ("name", "description"):
        for element in root.iter(f"{{http://www.opengis.net/kml/2.2}}{tag}"):
            yield from (element.text or "").split("<br/>")
    with zipfile.ZipFile(io.BytesIO(written("shp"))) as archive:
        yield from archive.read("README.txt").decode("utf-8-sig").split("\r\n")[:3]


def in_the_standalone_file() -> Iterator[str]:
    page = written("html").decode()
    held = re.search(r'"about":(\{.*?\}),"opens"', page)
    assert held
    about = json.loads(held[1])["en"]
    yield from (about["title"], about["subtitle"], *about["lines"])


PLACES: Final[dict[str, Callable[[], Iterator[str]]]] = {
    "paper": on_paper,
    "slides": on_slides,
    "word": in_word,
    "tables": in_tables,
    "gis": in_gis,
    "standalone": in_the_standalone_file,
}


@pytest.mark.parametrize("place", PLACES)
def test_english_is_set_as_english(place: str) -> None:
    texts = {IDS.sub("ID", text).strip("\n") for text in PLACES[place]()}
    english = {text for text in texts if text and not CHINESE.search(text)}
    assert len(english) > 3
    found = [
        (fault, text)
        for fault, pattern in FAULTS.items()
        for text in sorted(english)
        if re.search(pattern, text)
    ]
    assert found == []
