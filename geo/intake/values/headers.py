"""Headers as people write them, matched to the columns that a file of projects is read for."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from geo.ground.known_datums import datum_words
from geo.register.fields import STATED
from geo.words.synonyms import normal, synonyms
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGES

COLUMNS: Final = tuple(column for field in STATED if field.intake for column in field.read_from)
"""The columns that a file of projects is read for, in the order of the table of fields."""

DBF_NAME_BYTES: Final = 10
"""Longest name of a column in a shapefile."""

LONGEST: Final = 200
"""Characters of a header that are looked at."""

_BRACKETS = re.compile(r"[(\[【]([^()\[\]【】]{0,60})[)\]】]")
_AFTER_SIGN = re.compile(r"[/／:：,，]([^/／:：,，]+)$")
_ORDINAL = re.compile(
    r"^[*＊※★☆△▲\s]*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])\s*[.、．)]|[①-⑳])?\s*(?=\D)"
)
_NEVER_WITHIN: Final = frozenset({"unit", "ignored", "note_zh", "id"})
"""Columns whose name is too plain to be known within another: 项目单位 is no unit."""

_UNIT_SAYS: Final = ("金额单位", "单位", "unit")
_DEMANDS: Final = frozenset({"必填", "选填", "可选", "required", "optional", "mandatory"})
_BEFORE: Final = (
    *(
        "项目",
        "工程",
        "本项目",
        "拟",
        "预计",
        "主要",
        "计划",
        "目前",
        "当前",
        "最新",
        "所属",
        "所在",
        "实际",
    ),
    *("企业", "入驻", "建设", "推进", "落地", "projects", "project"),
)
_AFTER: Final = (
    "情况",
    "信息",
    "一栏",
    "类型",
    "类别",
    "分类",
    "名称",
    "状态",
    "额度",
    "ofprojects",
    "ofproject",
)
"""What is put around the name of a column without another meaning."""


@dataclass(frozen=True)
class Header:
    """A header's words without its qualifier, such as 投资额 and 万元 of ``投资额（万元）``."""

    name: str
    qualifier: str


def split_header(header: str) -> Header:
    """Split a header into its words and what stands in brackets or after a slash.

    A number before it, and that a cell has to be filled in, are left out.
    """
    plain = unicodedata.normalize("NFKC", _ORDINAL.sub("", header[:LONGEST]))
    said = [normal(words) for words in _BRACKETS.findall(plain)]
    name = _BRACKETS.sub("", plain)
    match = None if said else _AFTER_SIGN.search(name)
    if match and name[: match.start()].strip():
        name, said = name[: match.start()], [normal(match[1])]
    if not normal(name):
        return Header(normal(plain), "")
    said = [_without_lead(words) for words in said if words not in _DEMANDS]
    return Header(normal(name), next(filter(None, said), ""))


def _without_lead(words: str) -> str:
    """Return a qualifier without the word that says that a unit follows: 单位万元."""
    lead = next((lead for lead in _UNIT_SAYS if words.startswith(lead)), "")
    return words.removeprefix(lead)


def column_label(column: str, text: Text) -> str:
    """Return what a column is called; of those in two languages, each by its language."""
    words = text.section("field")
    if column in words:
        return words[column]
    name, _, lang = column.rpartition("_")
    return text(f"data.in_{lang}", name=words[name])


@cache
def known_headers() -> Mapping[str, str]:
    """Return the column that a header stands for, by its normal form.

    A column is known by its own name, by what we call it in both languages, by the plain name of
    its field where it is the first of it, and by what else people write.
    """
    texts = [text_in(lang) for lang in LANGUAGES]
    first = {field.name: field.read_from[0] for field in STATED if field.intake}
    plain = {normal(text(f"field.{name}")): first[name] for name in first for text in texts}
    called = {normal(column_label(column, text)): column for column in COLUMNS for text in texts}
    short = {
        normal(word): column
        for field in STATED
        if field.intake
        for word, column in zip(field.short_columns, field.columns, strict=True)
        if column in COLUMNS
    }
    return (
        short | plain | called | {normal(column): column for column in COLUMNS} | synonyms("column")
    )


def column_of(header: str) -> str | None:
    """Return the column that a header names, or None."""
    known = known_headers()
    whole = normal(header)
    name = split_header(header).name
    named = known.get(whole) or known.get(name)
    within = _column_within(whole) or _column_within(name)
    weak = synonyms("weak_column").get(name) or _money_alone(whole)
    return named or within or weak or _column_around(name) or _column_cut_short(whole)


def _money_alone(whole: str) -> str | None:
    """Return the column of amounts for a header that is but a unit of money: RMB 100 million."""
    return "investment" if len(whole) > 1 and whole in synonyms("unit") else None


def _column_around(name: str) -> str | None:
    """Return the column of a header with an idle word around it, such as 项目总投资额, 进展情况."""
    known = known_headers()
    for before in ("", *_BEFORE):
        for after in ("", *_AFTER):
            rest = name.removeprefix(before).removesuffix(after)
            if rest != name and known.get(rest) not in {None, *_NEVER_WITHIN}:
                return known[rest]
    return None


def _column_within(whole: str) -> str | None:
    """Return the column of a header with a unit or datum stuck to it: ``lon_gcj02``, 百度经度."""
    known = known_headers()
    for word in (*datum_words(), *synonyms("unit")):
        rest = {whole.removesuffix(word), whole.removeprefix(word)} - {whole} if word else set()
        for name in rest & known.keys():
            return known[name]
    return None


def _column_cut_short(whole: str) -> str | None:
    """Return the column of a header that a DBF has cut to 10 bytes, where it can be but one."""
    if not DBF_NAME_BYTES - 1 <= len(whole.encode()) <= DBF_NAME_BYTES or whole.isascii():
        return None
    meant = {column for word, column in known_headers().items() if word.startswith(whole)}
    return meant.pop() if len(meant) == 1 else None


def match_headers(headers: Sequence[str]) -> dict[str, int]:
    """Return the position of each column; the first of several that match counts.

    What says little, such as a single letter (x, n), a unit alone or 地块, counts only for a column
    that nothing else names.
    """
    matched: dict[str, int] = {}
    found = [(p, column_of(header)) for p, header in enumerate(headers) if not _is_weak(header)]
    weak = [(p, column_of(header)) for p, header in enumerate(headers) if _is_weak(header)]
    for position, column in (*found, *weak):
        if column and column != "ignored":
            matched.setdefault(column, position)
    return matched


def _is_weak(header: str) -> bool:
    name = split_header(header).name
    if len(name) == 1:
        return True
    return name not in known_headers() and (
        name in synonyms("weak_column") or name in synonyms("unit")
    )


def find_header(rows: Iterable[Sequence[object]]) -> int | None:
    """Return which of the first rows is the header: the one with most names that we know.

    Where none has any, the first row with two cells or more; else the first; None without rows.
    """
    listed = [[cell for cell in row if cell not in (None, "")] for row in rows]
    if not listed:
        return None
    known = [sum(isinstance(c, str) and column_of(c) is not None for c in row) for row in listed]
    if max(known) > 0:
        return known.index(max(known))
    return next((n for n, row in enumerate(listed) if len(row) > 1), 0)


@lru_cache(maxsize=100)  # asked for every row
def header_unit(header: str) -> str:
    """Return the unit of money that a header names or is, in brackets or at its end; or ``""``."""
    split = split_header(header)
    if split.qualifier:
        return split.qualifier
    whole = normal(header)
    if whole in synonyms("unit"):
        return whole
    known = [word for word in synonyms("unit") if word and whole.endswith(word)]
    currencies = [word for word in synonyms("currency") if word and whole.endswith(word)]
    longest = max([*known, *currencies], key=len, default="")
    return longest if whole != longest and _is_amount(whole.removesuffix(longest)) else ""


def _is_amount(name: str) -> bool:
    return known_headers().get(name) in {"investment", "aggregate_investment"}
