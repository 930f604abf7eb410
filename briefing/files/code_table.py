"""Every code that a file has, with its words in both languages."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from briefing.files.project_table import CODED
from geo.register.load import Register
from geo.words.text import Text, text_in
from geo.words.vocabulary import FACTORS, LANGUAGES, POLICY_KINDS, POLICY_PROGRAMMES

POLICY_CODES: Final = {
    "policy_kind": POLICY_KINDS,
    "policy_programme": POLICY_PROGRAMMES,
    "factor": FACTORS,
}
"""The vocabularies of policies that are not also those of projects."""

COLUMNS: Final = ("field", "code", "name_zh", "name_en")


def code_table(register: Register) -> pd.DataFrame:
    """Return codes and their words: columns ``field``, ``code``, ``name_zh`` and ``name_en``."""
    return pd.DataFrame([*_words(), *_places(register)], columns=list(COLUMNS))


def code_sheet(register: Register, text: Text) -> pd.DataFrame:
    """Return the codes under heads in words."""
    table = code_table(register)
    said = table["field"].map(lambda field: _called(field, text))
    heads = ("columns.column", "columns.code", "columns.in_zh", "columns.in_en")
    return table.assign(field=said).set_axis([text(head) for head in heads], axis="columns")


def _called(field: str, text: Text) -> str:
    named = f"columns.{field}" if field in POLICY_CODES else f"field.{field}"
    return text(named)


def _words() -> Iterator[tuple[str, ...]]:
    coded = {field.name: field.options for field in CODED if not field.is_place}
    for field, codes in (coded | POLICY_CODES).items():
        for code in codes:
            yield (field, code, *(text_in(lang)(f"{field}.{code}") for lang in LANGUAGES))


def _places(register: Register) -> Iterator[tuple[str, ...]]:
    kinds = {field.name for field in CODED if field.is_place}
    for key, place in register.places.places.items():
        kind = key.partition(":")[0]
        if kind in kinds:
            yield (kind, place.id, *map(place.name, LANGUAGES))
