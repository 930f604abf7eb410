"""Rows of a list that are no projects: totals, headings, notes and the header once more.

They are set aside and named, never counted and never lost.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from geo.intake.cells import is_blank, plain_text, text_of
from geo.intake.findings import Finding, shown
from geo.intake.tables import Cell, RawTable
from geo.words.synonyms import normal

_LONGEST: Final = 60
"""Most characters of a total's or a heading's name."""

_TOTAL = re.compile(
    r"(?:[^\x00-\x7f]{0,12}?(?:小计|合计|总计|共计|总合计)|sub-?total|(?:grand)?totals?)"
    r"[:：]?[(（]?\d{0,6}(?:个|项|家|宗)?(?:项目|企业|机构|projects?)?[)）]?",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:备?注(?:释|意)?\d{0,2}|说明|填表|填报|制表|编制|审核|审批|复核|联系|负责|单位负责|数据来源|资料来源|来源|"
    r"notes?|remarks?|source|prepared|compiled)[^:：,，]{0,8}[:：]",
    re.IGNORECASE,
)
_CHINESE_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_NUMBERED_HEADING = re.compile(
    r"(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])\S"
)
_ORDINAL_HEADERS: Final = frozenset({"序号", "no", "编号", "项目编号", "序"})
_TELLING: Final = (
    *("id", "lon", "lat", "coordinates", "geometry", "district", "cluster", "place", "address"),
    *("sector", "status", "date", "kind"),
)
"""Columns of which a project in a list has at least one, and a heading none."""

_NO_ROWS: Final = frozenset({"row_total", "row_note", "row_header"})


def rows_aside(table: RawTable, columns: Mapping[str, int]) -> list[Finding]:
    """Return for each row that is no project what it is; ``columns`` are positions by field."""
    reader = _AsideReader(table, columns)
    codes = [reader.code_of(row) for row in table.rows]
    if set(codes) <= {"row_heading", *_NO_ROWS}:  # all that is there is a list of names
        codes = ["" if code == "row_heading" else code for code in codes]
    judged = zip(table.numbers, table.rows, codes, strict=True)
    return [Finding(n, "", shown(_said(row)), code) for n, row, code in judged if code]


def _said(row: Sequence[Cell]) -> str:
    return " ".join(text_of(cell) for cell in row if text_of(cell))


class _AsideReader:
    """Tells what rows of one table are."""

    def __init__(self, table: RawTable, columns: Mapping[str, int]) -> None:
        self._headers = [normal(header) for header in table.headers]
        self._names = [columns[name] for name in ("name", "name_zh", "name_en") if name in columns]
        ordinals = [p for p, header in enumerate(self._headers) if header in _ORDINAL_HEADERS]
        self._ordinal = next((p for p in ordinals if _has_digits(table, p)), None)
        told = {columns[name] for name in _TELLING if name in columns}
        self._telling = told - {self._ordinal}

    def code_of(self, row: Sequence[Cell]) -> str:
        """Return a name under ``problem``, or ``""`` for a row that may be a project."""
        given = [position for position, cell in enumerate(row) if text_of(cell)]
        texts = [p for p in given if isinstance(row[p], str)]
        if len(given) > 1 and all(normal(row[p]) == self._headers[p] for p in given):
            return "row_header"
        named = next((p for p in self._names if not is_blank(row[p])), None)
        first = plain_text(row[texts[0]]) if texts else ""
        said = first if named is None else plain_text(row[named])
        if len(said) <= _LONGEST and _TOTAL.fullmatch("".join(said.split())):
            return "row_total"
        if self._is_note(row, texts, named):
            return "row_note"
        return "row_heading" if self._is_heading(row, given, said) else ""

    def _is_note(self, row: Sequence[Cell], texts: Sequence[int], named: int | None) -> bool:
        """Tell whether the first text is a remark on the list, and so nothing else names a row."""
        if not texts or not _NOTE.match(plain_text(row[texts[0]])):
            return False
        return named is None or named == texts[0] or bool(_NOTE.match(plain_text(row[named])))

    def _is_heading(self, row: Sequence[Cell], given: Sequence[int], said: str) -> bool:
        """Tell whether a row only names those below it; sums may stand beside it."""
        if not said or len(said) > _LONGEST or any(not is_blank(row[p]) for p in self._telling):
            return False
        if _NUMBERED_HEADING.match(said):
            return True
        if self._ordinal is None:
            return False
        ordinal = plain_text(row[self._ordinal])
        alone = [p for p in given if p != self._ordinal]
        if _CHINESE_ORDINAL.fullmatch(ordinal):
            return True
        return not ordinal.isdecimal() if not alone else len(alone) == 1 and not ordinal


def _has_digits(table: RawTable, position: int) -> bool:
    """Tell whether rows have numbers in a column, so that those without one stand out."""
    return any(text_of(row[position]).isdecimal() for row in table.rows)
