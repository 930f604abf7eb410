"""The formats of a briefing: one table from a name to what writes it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from urllib.parse import urlencode

from briefing.content import BEFORE, Briefing
from briefing.files.data import geojson_file, shapefile_zip
from briefing.files.geopackage import gpkg_file
from briefing.files.kmz import kmz_file
from briefing.files.standalone import standalone_page
from briefing.files.workbook import csv_file, xlsx_file
from briefing.paper.atlas import atlas_file
from briefing.paper.before_after import before_after_pages
from briefing.paper.charts import draw_charts
from briefing.paper.comparison import comparison_pages
from briefing.paper.page.document import pdf_of
from briefing.paper.page.page import Page
from briefing.paper.page.picture import png_of, screen_png_of, svg_of
from briefing.paper.report import report_file
from briefing.paper.sheet import Size, draw_sheet
from briefing.slides.before_after import before_after_deck
from briefing.slides.charts import charts_deck
from briefing.slides.comparison import comparison_deck
from briefing.slides.slides import slide_deck
from briefing.word.comparison import word_comparison
from briefing.word.report import word_report
from geo.once import once_for_owner
from geo.say.spreadsheet import XLSX_TYPE

DIGEST_LENGTH: Final = 6

Writer = Callable[[Briefing, Size], bytes]


@dataclass(frozen=True)
class Format:
    """What a file of a briefing is called, its media type, what writes it, and if it has a size.

    What ``takes_long`` takes several seconds for the city.
    """

    ending: str
    media_type: str
    write: Writer
    is_sized: bool = False
    takes_long: bool = False


PAGES: Final[Mapping[str, Callable[[Briefing, Size], Sequence[Page]]]] = {
    "map": lambda briefing, size: [draw_sheet(briefing, size)],
    "comparison": comparison_pages,
    "charts": lambda briefing, size: [draw_charts(briefing, size)],
    BEFORE: before_after_pages,
}
"""What draws the sheet of a subject, of one page or several."""

DECKS: Final[Mapping[str, Callable[[Briefing], bytes]]] = {
    "map": slide_deck,
    "comparison": comparison_deck,
    "charts": charts_deck,
    BEFORE: before_after_deck,
}
REPORTS: Final[Mapping[str, Callable[[Briefing], bytes]]] = {
    "map": word_report,
    "comparison": word_comparison,
}


@once_for_owner
def _pages(briefing: Briefing, size: Size) -> Sequence[Page]:
    """Return the pages of a sheet, drawn once for all its formats."""
    return PAGES[briefing.options.subject](briefing, size)


def _first_page(briefing: Briefing, size: Size) -> Page:
    return _pages(briefing, size)[0]


def _pdf(briefing: Briefing, size: Size) -> bytes:
    """Return the sheet of a view, or the atlas of a series."""
    if briefing.options.series:
        return atlas_file(briefing, size)
    return pdf_of(_pages(briefing, size), briefing)


FORMATS: Final[Mapping[str, Format]] = {
    "png": Format(".png", "image/png", lambda b, size: png_of(_first_page(b, size)), is_sized=True),
    "screen": Format(
        "-screen.png",
        "image/png",
        lambda b, size: screen_png_of(_first_page(b, size)),
        is_sized=True,
    ),
    "svg": Format(
        ".svg", "image/svg+xml", lambda b, size: svg_of(_first_page(b, size), b), is_sized=True
    ),
    "pdf": Format(".pdf", "application/pdf", _pdf, is_sized=True),
    "report": Format(
        "-report.pdf", "application/pdf", lambda b, _: report_file(b), takes_long=True
    ),
    "pptx": Format(
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        lambda b, _: DECKS[b.options.subject](b),
        takes_long=True,
    ),
    "docx": Format(
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        lambda b, _: REPORTS[b.options.subject](b),
        takes_long=True,
    ),
    "html": Format(".html", "text/html", lambda b, _: standalone_page(b)),
    "xlsx": Format(
        ".xlsx",
        XLSX_TYPE,
        lambda b, _: xlsx_file(b),
    ),
    "csv": Format(".csv", "text/csv", lambda b, _: csv_file(b)),
    "geojson": Format(".geojson", "application/geo+json", lambda b, _: geojson_file(b)),
    "gpkg": Format(
        ".gpkg", "application/geopackage+sqlite3", lambda b, _: gpkg_file(b, f"{file_stem(b)}.gpkg")
    ),
    "kmz": Format(".kmz", "application/vnd.google-earth.kmz", lambda b, _: kmz_file(b)),
    "shp": Format("-cgcs2000.zip", "application/zip", lambda b, _: shapefile_zip(b)),
}
"""The formats by name, in the order in which they are offered."""


def formats_of(subject: str) -> tuple[str, ...]:
    """Return the names of the formats in which a subject can be made."""
    if subject == "map":
        return tuple(FORMATS)
    sheets = [name for name, chosen in FORMATS.items() if chosen.is_sized]
    others = {"pptx": DECKS, "docx": REPORTS}
    return (*sheets, *(name for name, made in others.items() if subject in made))


def file_stem(briefing: Briefing) -> str:
    """Return what a view's files are called, such as ``two-zones-cluster-etown-zh-2026-11-25``.

    A view of more than its place has the digest of that behind the place: files of two filters
    never have one name.
    """
    query = briefing.view.to_query()
    place, lang = query.pop("focus", briefing.view.focus), briefing.view.lang
    query.pop("lang", None)
    digest = sha256(urlencode(sorted(query.items())).encode()).hexdigest()[:DIGEST_LENGTH]
    parts = ["two-zones", re.sub(r"[^a-z0-9]+", "-", place.lower()), digest if query else "", lang]
    return "-".join([*filter(None, parts), briefing.options.made_on.isoformat()])


def file_name(briefing: Briefing, name: str, size: Size) -> str:
    """Return what the file of a format is called, with the size of the paper where it has one."""
    chosen = FORMATS[name]
    paper = f"-{size.name.replace(':', 'x')}" if chosen.is_sized else ""
    return file_stem(briefing) + _subject(briefing, name) + paper + chosen.ending


def _subject(briefing: Briefing, name: str) -> str:
    """Return what a file's name says of a series, or of another subject than the map."""
    series, subject = briefing.options.series, briefing.options.subject
    if name == "pdf" and series:
        return f"-atlas-{series}"
    if briefing.options.before:
        return f"-since-{briefing.options.before.isoformat()}"
    return "" if subject == "map" else f"-{subject}"


def pack_name(briefing: Briefing) -> str:
    """Return what the zip of a view's files is called."""
    return f"{file_stem(briefing)}.zip"


def files_of(briefing: Briefing, formats: Sequence[str], size: Size) -> Iterator[tuple[str, bytes]]:
    """Write formats one after the other; yield the name and content of each file."""
    for name in formats:
        yield file_name(briefing, name, size), FORMATS[name].write(briefing, size)


def pack_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of named files: the briefing pack."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files:
            archive.writestr(name, file)
    return content.getvalue()
