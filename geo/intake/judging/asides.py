"""Rows of a list that are no projects: totals, headings, notes and the header once more.

They are set aside and named, never counted and never lost.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from geo.intake.files.tables import Cell, RawTable
from geo.intake.findings.findings import Finding, shown
from geo.intake.values.cells import half_width, is_blank, text_of
from geo.words.characters import simplified
from geo.words.synonyms import normal, word_synonyms

_LONGEST: Final = 60
"""Most characters of a total's or a heading's name."""

_COUNTED: Final = (
    r"[:：]?[(（]?\d{0,6}(?:个|项|家|宗|笔)?(?:项目|企业|机构|projects?|items?)?[)）]?"
)
_TOTAL = re.compile(
    r"(?:[^\x00-\x7f]{0,12}?(?:小计|合计|总计|共计|总合计)|sub-?total|(?:grand)?totals?)"
    + _COUNTED,
    re.IGNORECASE,
)
_LOOSE_TOTAL = re.compile(
    r"(?:[^\x00-\x7f]{0,12}?(?:小计|[合总共累]计|汇总|总和|总数|平均值?|均值)|共(?=\d)|sum|average)"
    + _COUNTED
    + r"(?:[,，;；].{0,40})?|其中[:：].{0,40}",
    re.IGNORECASE,
)
"""A total where nothing else tells of a project."""

_SUMS = re.compile("[计計总總共汇匯均]|其中|total|sum|average", re.IGNORECASE)
"""One of these stands in every total."""

_HINT = re.compile(_SUMS.pattern + "|[:：]", re.IGNORECASE)
"""One of these stands in whatever is no project though it tells what only projects do."""

_NOTE = re.compile(
    r"(?:备?注(?:释|意)?\d{0,2}|说明|填表|填报|制表|编制|审核|审批|复核|联系|负责|单位|计量单位|金额单位|"
    r"单位负责|数据来源|资料来源|来源|数据截|截至|统计|打印|提示|"
    r"notes?|remarks?|source|prepared|compiled|unit)[^:：,，]{0,8}[:：]",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"[※*＊]|[—\-=_]{2,}$|[(（]?(?:完|end)[)）]?$|第\d+页|共\d+页|page\d|注\d{0,2}[.．、]|"
    r"(?:以上|以下|上述|本表|数据|统计|截至|截止)[^:：]{0,20}(?:数|截|至|底|准|计|核|表|情况|项目|年|月|日)",
    re.IGNORECASE,
)
"""A remark on the list where it stands alone in its row."""

_GROUP_ENDS: Final = ("项目", "类", "类项目", "部分", "领域")
_GROUPS: Final = frozenset({"产业", "民生", "重点", "一般", "其他", "社会事业", "生态环保", "重大"})
_CHINESE_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_NUMBERED_HEADING = re.compile(
    r"(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])\S"
)
_COUNT = re.compile(r"[(（]\d{1,6}[^()（）]{0,4}[)）]$")
_GROUPED_BY: Final = ("status", "sector", "kind", "origin")
_LETTERS: Final = frozenset("甲乙丙丁ABCD")
_LETTERS_IN_ORDER = re.compile("(?:甲(?:乙(?:丙丁?)?)?|A(?:B(?:CD?)?)?)$")
_FIRST: Final = frozenset({"1", "(1)", "（1）", "①", "甲", "A"})
_FEWEST_NUMBERED: Final = 3
_ORDINAL_HEADERS: Final = frozenset({"序号", "no", "编号", "项目编号", "序"})
_TELLING: Final = (
    *("id", "lon", "lat", "coordinates", "geometry", "district", "cluster", "place", "address"),
    *("sector", "status", "date", "kind"),
)
"""Columns of which a project in a list has at least one, and a heading none."""

_NO_ROWS: Final = frozenset({"row_total", "row_note", "row_header", "row_numbers"})


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
        if self._is_plain(row):
            return ""
        said = [text_of(cell) for cell in row]
        given = [position for position, text in enumerate(said) if text]
        if len(given) > 1 and all(normal(said[p]) == self._headers[p] for p in given):
            return "row_header"
        if _numbers_columns([said[p] for p in given]):
            return "row_numbers"
        texts = [p for p in given if isinstance(row[p], str)]
        named = next((p for p in self._names if not is_blank(said[p])), None)
        first = half_width(said[texts[0]]) if texts else ""
        name = first if named is None else half_width(said[named])
        if self._is_total(row, first) or self._is_total(row, name):
            return "row_total"
        if self._is_note(row, texts, named) or self._is_remark(given, first):
            return "row_note"
        return "row_heading" if self._is_heading(row, given, name) else ""

    def _is_plain(self, row: Sequence[Cell]) -> bool:
        """Tell at a glance that a row is a project: it says so, and nothing hints at a total."""
        texts = ((p, text) for p, cell in enumerate(row) if (text := text_of(cell)))
        start, first = next(texts, (None, ""))
        if start is None or not self._tells(row):
            return False
        name = next(filter(None, (text_of(row[p]) for p in self._names)), first)
        is_start = first in _FIRST or normal(first) == self._headers[start]
        return not (is_start or _HINT.search(first) or _HINT.search(name))

    def _tells(self, row: Sequence[Cell]) -> bool:
        """Tell whether a row says something that only a project has."""
        return any(not is_blank(row[p]) for p in self._telling)

    def _is_total(self, row: Sequence[Cell], said: str) -> bool:
        if len(said) > _LONGEST or not _SUMS.search(said):
            return False
        plain = simplified("".join(said.split()))
        if _TOTAL.fullmatch(plain):
            return True
        return bool(_LOOSE_TOTAL.fullmatch(plain)) and not self._tells(row)

    def _is_remark(self, given: Sequence[int], said: str) -> bool:
        """Tell whether a row holds but a remark, in a list whose rows hold more."""
        if len(given) != 1 or not self._telling:
            return False
        return bool(_REMARK.match(simplified("".join(said.split()))))

    def _is_note(self, row: Sequence[Cell], texts: Sequence[int], named: int | None) -> bool:
        """Tell whether the first text is a remark on the list, and so nothing else names a row."""
        if not texts or not _NOTE.match(half_width(row[texts[0]])):
            return False
        return named is None or named == texts[0] or bool(_NOTE.match(half_width(row[named])))

    def _is_heading(self, row: Sequence[Cell], given: Sequence[int], said: str) -> bool:
        """Tell whether a row only names those below it; sums may stand beside it."""
        if not said or len(said) > _LONGEST or self._tells(row):
            return False
        if _NUMBERED_HEADING.match(said) or (self._telling and _is_group(said)):
            return True
        if self._ordinal is None:
            return False
        ordinal = half_width(row[self._ordinal])
        alone = [p for p in given if p != self._ordinal]
        if _CHINESE_ORDINAL.fullmatch(ordinal):
            return True
        return not ordinal.isdecimal() if not alone else len(alone) == 1 and not ordinal


def _numbers_columns(texts: Sequence[str]) -> bool:
    """Tell whether a row numbers the columns: 1, 2, 3 or 甲, 乙, 1, 2 or (1), (2), (3)."""
    if len(texts) < _FEWEST_NUMBERED or texts[0] not in _FIRST:
        return False
    letters = "".join(text for text in texts if text in _LETTERS)
    numbers = [unicodedata.normalize("NFKC", text).strip("()") for text in texts[len(letters) :]]
    is_series = not letters or (len(texts) > _FEWEST_NUMBERED and _LETTERS_IN_ORDER.match(letters))
    return bool(is_series) and numbers == [str(n + 1) for n in range(len(numbers))]


def _is_group(said: str) -> bool:
    """Tell whether a name is that of a group: 续建项目, 产业类（2项）."""
    plain = normal(_COUNT.sub("", said))
    stems = {plain.removesuffix(end) for end in _GROUP_ENDS} - {plain}
    known = _GROUPS | {word for name in _GROUPED_BY for word in word_synonyms(name)}
    return bool(stems & known)


def _has_digits(table: RawTable, position: int) -> bool:
    """Tell whether rows have numbers in a column, so that those without one stand out."""
    return any(text_of(row[position]).isdecimal() for row in table.rows)
