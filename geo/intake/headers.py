"""Headers as people write them, matched to the fields of a project by a table of synonyms."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from geo.words.synonyms import normal, synonyms

DBF_NAME_BYTES: Final = 10
"""Longest name of a column in a shapefile."""

_QUALIFIER = re.compile(r"[(\[【](.*?)[)\]】]|[/／:：,，](.+)$")


@dataclass(frozen=True)
class Header:
    """A header's words without its qualifier, such as 投资额 and 万元 of ``投资额（万元）``."""

    name: str
    qualifier: str


def split_header(header: str) -> Header:
    """Split a header into its words and what stands in brackets or after a slash."""
    plain = unicodedata.normalize("NFKC", header)
    match = _QUALIFIER.search(plain)
    if not match or not plain[: match.start()].strip():
        return Header(normal(plain), "")
    return Header(normal(plain[: match.start()]), normal(match[1] or match[2] or ""))


def field_of(header: str) -> str | None:
    """Return the field that a header names, or None."""
    known = synonyms("column")
    whole = normal(header)
    split = split_header(header)
    return (
        known.get(whole) or known.get(split.name) or _field_within(whole) or _field_cut_short(whole)
    )


def _field_within(whole: str) -> str | None:
    """Return the field of a header with a unit or datum stuck to it: ``lon_gcj02``, 百度经度."""
    known = synonyms("column")
    for word in (*synonyms("datum"), *synonyms("unit")):
        rest = {whole.removesuffix(word), whole.removeprefix(word)} - {whole} if word else set()
        for name in rest & known.keys():
            return known[name]
    return None


def _field_cut_short(whole: str) -> str | None:
    """Return the field of a header that a DBF has cut to 10 bytes, where it can be but one."""
    if not DBF_NAME_BYTES - 1 <= len(whole.encode()) <= DBF_NAME_BYTES or whole.isascii():
        return None
    meant = {field for word, field in synonyms("column").items() if word.startswith(whole)}
    return meant.pop() if len(meant) == 1 else None


def match_headers(headers: Sequence[str]) -> dict[str, int]:
    """Return the position of each field's column; the first of several that match counts.

    A single letter (x, n) says little, so it counts only for a field that no word names.
    """
    matched: dict[str, int] = {}
    for is_letter in (False, True):
        for position, header in enumerate(headers):
            field = field_of(header) if (len(normal(header)) == 1) == is_letter else None
            if field and field != "ignored":
                matched.setdefault(field, position)
    return matched


def find_header(rows: Iterable[Sequence[object]]) -> int | None:
    """Return which of the first rows is the header: the one with most names that we know.

    Where none has any, the first row with two cells or more; else the first; None without rows.
    """
    listed = [[cell for cell in row if cell not in (None, "")] for row in rows]
    if not listed:
        return None
    known = [sum(isinstance(c, str) and field_of(c) is not None for c in row) for row in listed]
    if max(known) > 0:
        return known.index(max(known))
    return next((n for n, row in enumerate(listed) if len(row) > 1), 0)
