"""The formats of a briefing: one table from a name to what writes it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from briefing.content import Briefing
from briefing.files.data import csv_file, geojson_file, gpkg_file, shapefile_zip, xlsx_file
from briefing.files.standalone import standalone_page
from briefing.paper.picture import pdf_of, png_of, screen_png_of, svg_of
from briefing.paper.report import report_file
from briefing.paper.sheet import Size, draw_sheet
from briefing.slides.slides import slide_deck
from geo.say.spreadsheet import XLSX_TYPE

Writer = Callable[[Briefing, Size], bytes]


@dataclass(frozen=True)
class Format:
    """What a file of a briefing is called, its media type, and what writes it."""

    ending: str
    media_type: str
    write: Writer


FORMATS: Final[Mapping[str, Format]] = {
    "png": Format(".png", "image/png", lambda b, size: png_of(draw_sheet(b, size))),
    "screen": Format(
        "-screen.png", "image/png", lambda b, size: screen_png_of(draw_sheet(b, size))
    ),
    "svg": Format(".svg", "image/svg+xml", lambda b, size: svg_of(draw_sheet(b, size), b)),
    "pdf": Format(".pdf", "application/pdf", lambda b, size: pdf_of(draw_sheet(b, size), b)),
    "report": Format("-report.pdf", "application/pdf", lambda b, _: report_file(b)),
    "pptx": Format(
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        lambda b, _: slide_deck(b),
    ),
    "html": Format(".html", "text/html", lambda b, _: standalone_page(b)),
    "xlsx": Format(
        ".xlsx",
        XLSX_TYPE,
        lambda b, _: xlsx_file(b),
    ),
    "csv": Format(".csv", "text/csv", lambda b, _: csv_file(b)),
    "geojson": Format(".geojson", "application/geo+json", lambda b, _: geojson_file(b)),
    "gpkg": Format(".gpkg", "application/geopackage+sqlite3", lambda b, _: gpkg_file(b)),
    "shp": Format("-cgcs2000.zip", "application/zip", lambda b, _: shapefile_zip(b)),
}
"""The formats by name, in the order in which they are offered."""


def file_stem(briefing: Briefing) -> str:
    """Return what files are called, such as ``two-zones-cluster-etown-zh-2026-11-25``."""
    place = re.sub(r"[^a-z0-9]+", "-", briefing.view.focus.lower())
    return f"two-zones-{place}-{briefing.view.lang}-{briefing.options.made_on.isoformat()}"


def files_of(briefing: Briefing, formats: Sequence[str], size: Size) -> Iterator[tuple[str, bytes]]:
    """Write formats one after the other; yield the name and content of each file."""
    stem = file_stem(briefing)
    for name in formats:
        chosen = FORMATS[name]
        yield stem + chosen.ending, chosen.write(briefing, size)


def pack_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a zip of named files: the briefing pack."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in files:
            archive.writestr(name, file)
    return content.getvalue()
