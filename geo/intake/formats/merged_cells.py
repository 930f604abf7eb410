"""The merged cells of an XLSX, which openpyxl leaves out where it reads row by row."""

import io
import posixpath
import re
import zipfile
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from defusedxml.ElementTree import fromstring
from openpyxl.utils import range_boundaries

from geo.intake.formats.layout import Merged

_MAIN: Final = "{*}"
_RELATION: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_MERGED = re.compile(
    r"<(?:\w{1,20}:)?mergeCell [^>]{0,200}?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\""
)
_AFTER_ROWS: Final = b"sheetData>"


class MergedCells:
    """Finds the merged cells of the sheets of a workbook."""

    def __init__(self, content: bytes) -> None:
        """Take an XLSX whose archive has been looked through (`open_archive`)."""
        self._archive = zipfile.ZipFile(io.BytesIO(content))

    def of_sheet(self, title: str) -> Sequence[Merged]:
        """Return the merged cells of a sheet; none where it has no part of its own."""
        path = self._paths.get(title)
        if path is None or path not in self._archive.namelist():
            return ()
        part = self._archive.read(path)
        rest = part[part.rfind(_AFTER_ROWS) :].decode("latin-1")
        return [_merged(match[1]) for match in _MERGED.finditer(rest)]

    @cached_property
    def _paths(self) -> dict[str, str]:
        """Return the part of every sheet by its title."""
        book = fromstring(self._archive.read("xl/workbook.xml"))
        relations = fromstring(self._archive.read("xl/_rels/workbook.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
        sheets = book.findall(f".//{_MAIN}sheet")
        named = {sheet.get("name"): _relation(sheet.attrib) for sheet in sheets}
        return {
            title: posixpath.normpath(posixpath.join("/xl", targets[id_])).lstrip("/")
            for title, id_ in named.items()
            if title is not None and id_ in targets
        }


def _relation(attributes: dict[str, str]) -> str:
    return next((attributes[name] for name in _RELATION if name in attributes), "")


def _merged(reference: str) -> Merged:
    first_column, first_row, _, last_row = range_boundaries(reference)
    return Merged(int(first_row), int(last_row), int(first_column) - 1)
