"""What the browser says: our words, and the facts of a project that each place on screen shows."""

from collections.abc import Iterable, Mapping
from typing import Final

from geo.register.field import Field, Role
from geo.register.fields import FIELD
from geo.say.project_words import head_of, kind_of, shown_in
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGES
from layers.assets import Asset

PLACES: Final[tuple[Role, ...]] = ("popup", "table", "panel")
"""Where facts of a project are shown."""

CAPTION: Final = ("sector", "status")
"""The fields that stand in small letters below a project's name."""

_SECTIONS: Final = (
    *(
        "map",
        "cells",
        "popup",
        "table",
        "tools",
        "shape",
        "search",
        "drawers",
        "tour",
        "timeline",
        "shell",
        "changed",
    ),
    *("panel", "date", "field", "fact", "sector", "status", "level"),
)


def word_asset() -> Asset:
    """Return what the map and the table say in the browser, as an asset."""
    return Asset.from_json("words.json", browser_catalogue())


def browser_catalogue(*more: str) -> dict[str, dict[str, object]]:
    """Return what the browser says by language, with the words of ``more`` sections.

    ``words`` are by section and name; ``shown`` are the fields of a project by where they are
    shown, each with what it is called and the kind of its values.
    """
    return {
        lang: {"words": _words(text_in(lang), more), "shown": _shown(text_in(lang))}
        for lang in LANGUAGES
    }


def _words(text: Text, more: Iterable[str]) -> dict[str, Mapping[str, str]]:
    coded = (field.name for field in shown_in(*PLACES) if kind_of(field) == "word")
    return {name: text.section(name) for name in dict.fromkeys((*_SECTIONS, *coded, *more))}


def _shown(text: Text) -> dict[str, list[dict[str, str]]]:
    fields: dict[str, tuple[Field, ...]] = {place: shown_in(place) for place in PLACES}
    fields["card"] = shown_in("table", "panel")
    fields["caption"] = tuple(FIELD[name] for name in CAPTION)
    return {place: [_described(field, text) for field in own] for place, own in fields.items()}


def _described(field: Field, text: Text) -> dict[str, str]:
    return {
        "name": field.name,
        "column": field.column_in(text.lang),
        "kind": kind_of(field),
        "label": text(f"field.{field.name}"),
        "head": head_of(field, text),
    }
