"""A table of our own: rows that can be pressed, sorted and paged in the browser."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import zip_longest
from typing import Final, TypeAlias

import pandas as pd
import streamlit as st
from pandas.api.types import is_numeric_dtype

from geo.register.records import Row
from geo.say.source_words import cite
from geo.words.text import Text
from ui.parts.component import script_component
from ui.store import Store

Link: TypeAlias = dict[str, str]
Cell: TypeAlias = "str | float | list[Link]"

draw_table: Final = script_component("table", "listing", styled=True)
"""Draws a table: of the projects that pass a filter, or of the rows that it is given."""


@dataclass(frozen=True)
class Column:
    """A column by its name, whose words are classes of the style sheet; its head."""

    name: str
    head: str


@dataclass(frozen=True)
class Line:
    """A row: what a press on it opens, or nothing, and its cells, the first of which names it."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Listing:
    """Columns, and rows in the order in which they stand until the reader sorts them.

    ``key`` is the session's key of the element that shows them.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]


def draw_listing(
    store: Store,
    listing: Listing,
    text: Text,
    *,
    selected: str = "",
    choose: Callable[[str], None] = lambda _: None,
) -> None:
    """Draw a listing; ``choose`` is called with the key of a row that was pressed."""
    key = listing.key
    known = {line.key for line in listing.rows if line.key}

    def open_chosen() -> None:
        chosen = st.session_state[key].get("chosen")
        if chosen in known:  # a tampered page may send anything
            choose(chosen)

    draw_table(
        key=key,
        data={
            "index": store.index["wgs84"].url,
            "lang": text.lang,
            "selected": selected,
            "caption": listing.caption,
            "columns": list(map(asdict, listing.columns)),
            "rows": [{"key": line.key, "cells": line.cells} for line in listing.rows],
        },
        on_chosen_change=open_chosen,
    )


def listing_of(frame: pd.DataFrame, key: str, opens: Sequence[str] = ()) -> Listing:
    """Return a table as a listing, its numbers to the right; ``opens`` is what each row opens."""
    kinds = ("value" if is_numeric_dtype(kind) else "note" for kind in frame.dtypes)
    columns = (
        Column(f"{kind} column-{at}", str(head))
        for at, (kind, head) in enumerate(zip(kinds, frame.columns, strict=True))
    )
    rows = frame.astype(object).where(frame.notna(), "").itertuples(index=False, name=None)
    pairs = zip_longest(opens, rows, fillvalue="")
    lines = (Line(opened, tuple(map(_cell, row))) for opened, row in pairs)
    return Listing(key, "", tuple(columns), tuple(lines))


def _cell(value: object) -> Cell:
    return value if isinstance(value, str | int | float) else str(value)


def source_cell(sources: tuple[Row, ...] | list[Row], text: Text) -> list[Link]:
    """Return sources as a cell of links; what has no address is only named."""
    return [{"title": cite(source, text), "url": str(source.url or "")} for source in sources]
