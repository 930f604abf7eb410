"""The table of projects that XLSX and CSV share: in words, with the codes that stand for them."""

from typing import Final

import pandas as pd

from geo.register.load import Register
from geo.say.project_words import EXPORTED, ProjectWords, head_of
from geo.words.text import Text
from geo.words.vocabulary import LANGUAGES

CODED: Final = tuple(field for field in EXPORTED if field.vocabulary or field.is_place)
"""The fields whose words stand for a code."""

BILINGUAL: Final = tuple(field for field in EXPORTED if field.bilingual)
_FORMATS: Final = {"money": "#,##0.00##", "metres": "#,##0", "degrees": "0.00000"}


def project_table(register: Register, projects: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return projects as a table to read and to reckon with, a row a project, in their order.

    First what stands in the table of the page, under heads in words; then each text in the other
    language, the code of each word and of each place, and the first address among the sources.
    """
    added = {
        **_in_the_other_language(projects, text),
        **_codes(projects, text),
        text("sources.link"): _first_links(register, projects),
    }
    said = ProjectWords(register, text).table(projects)
    return pd.concat([said, pd.DataFrame(added)], axis="columns")


def number_formats(text: Text) -> dict[str, str]:
    """Return how Excel shows the numbers below each head of a table of projects."""
    return {head_of(field, text): _FORMATS[field.unit] for field in EXPORTED if field.unit}


def other_language_head(name: str, text: Text) -> str:
    """Return the head of what the field ``name`` says in the language that is not the text's."""
    return text(f"data.in_{_other(text)}", name=text(f"field.{name}"))


def code_head(name: str, text: Text) -> str:
    """Return the head of the codes of a field."""
    return text("columns.code_of", name=text(f"field.{name}"))


def _other(text: Text) -> str:
    return next(lang for lang in LANGUAGES if lang != text.lang)


def _in_the_other_language(projects: pd.DataFrame, text: Text) -> dict[str, list[object]]:
    lang = _other(text)
    return {
        other_language_head(field.name, text): projects[field.column_in(lang)].tolist()
        for field in BILINGUAL
    }


def _codes(projects: pd.DataFrame, text: Text) -> dict[str, list[object]]:
    return {code_head(field.name, text): projects[field.name].tolist() for field in CODED}


def _first_links(register: Register, projects: pd.DataFrame) -> list[object]:
    """Return of each project the first of its sources' addresses of the web, if any has one."""
    known = {id_: str(url) for id_, url in register.sources["url"].items() if url}
    return [next((known[id_] for id_ in ids if id_ in known), None) for ids in projects["sources"]]
