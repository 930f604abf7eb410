"""The shortlist: marking, a note on each mark, and the marked side by side."""

import io
from dataclasses import replace
from functools import partial
from typing import TypeAlias

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ask.filters import Mask, Selection
from geo.ground.membership import PROJECT_PREFIX
from geo.register.fields import FIELD
from geo.register.load import row_at
from geo.say.project_words import ProjectWords
from geo.say.spreadsheet import XLSX_TYPE, write_xlsx
from geo.view.shortlist import MARKS_LIMIT, NOTE_LIMIT, Mark
from geo.view.view import View
from geo.words.numerals import number
from geo.words.text import Text
from ui.parts.mark import toggle_mark
from ui.parts.markup import plain
from ui.state import set_focus, set_shortlist
from ui.store import Store

Cell: TypeAlias = str | float | None
Facts: TypeAlias = dict[str, Cell]
NOTE = "mark_note_"
HEADS = {
    "name": "field.name",
    "what": "shortlist.what",
    "district": "field.district",
    "cluster": "field.cluster",
    "sector": "field.sector",
    "status": "field.status",
    "level": "field.level",
    "origin": "field.origin",
    "projects": "shortlist.projects",
    "investment": "shortlist.investment",
    "policies": "shortlist.policies",
    "landed": "shortlist.landed",
    "note": "shortlist.note",
    "sources": "field.sources",
}
"""The columns of the comparison, and the word above each."""


def draw_shortlist(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw the marks with their notes, and the marked side by side."""
    marks = view.shortlist.marks
    if not marks:
        st.markdown(f"**{text('shortlist.empty')}**")
        st.caption(text("shortlist.empty_hint"))
        return
    st.caption(text("shortlist.in_link", count=len(marks), most=MARKS_LIMIT))
    for mark in marks:
        _draw_note(mark, store.name_of(mark.key, text.lang), text)
    st.markdown(f"**{text('shortlist.compare')}**")
    compared = comparison(store, view, selection, text)
    st.html(_table(compared, text))
    st.download_button(
        text("shortlist.export"),
        partial(_workbook, compared, text("shortlist.tab")),
        file_name="shortlist.xlsx",
        mime=XLSX_TYPE,
        on_click="ignore",
    )


def _workbook(compared: pd.DataFrame, title: str) -> bytes:
    book = io.BytesIO()
    write_xlsx(book, {title: compared})
    return book.getvalue()


def _draw_note(mark: Mark, name: str, text: Text) -> None:
    st.session_state[NOTE + mark.key] = mark.note
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            text("shortlist.note_on", name=plain(name)),
            key=NOTE + mark.key,
            max_chars=NOTE_LIMIT,
            help=text("shortlist.note_help", count=NOTE_LIMIT),
            on_change=partial(_take_note, mark.key),
        )
        st.button(
            text("shortlist.open"), key=f"open-{mark.key}", on_click=set_focus, args=(mark.key,)
        )
        st.button(
            text("shortlist.off"), key=f"off-{mark.key}", on_click=toggle_mark, args=(mark.key,)
        )


def _take_note(key: str) -> None:
    """Keep the note that was typed beside a mark; a widget's callback."""
    state = st.session_state
    set_shortlist(state["shortlist"].with_note(key, state[NOTE + key]))


def comparison(store: Store, view: View, selection: Selection, text: Text) -> pd.DataFrame:
    """Return the marked side by side, one row a mark, one column a fact; empty where unknown.

    Projects and money of a place are those of the selection; aggregates enter no sum. Policies are
    those for the chosen sectors, or a project's own, and factors that hold in all of the place, or
    where the project lies. Money is in 亿元, in English in CNY bn.
    """
    rows = []
    for mark in view.shortlist.marks:
        facts = (
            _project_facts(store, mark.key, text)
            if mark.key.startswith(PROJECT_PREFIX)
            else _place_facts(store, mark.key, selection.mask, text)
        )
        count = store.holding(replace(view, focus=mark.key)).count
        held = {"policies": count.total, "landed": count.landed}
        name = store.name_of(mark.key, text.lang)
        rows.append({"name": name, **facts, **held, "note": mark.note})
    return pd.DataFrame(rows, columns=list(HEADS)).rename(columns=lambda name: text(HEADS[name]))


def _project_facts(store: Store, key: str, text: Text) -> Facts:
    position = store.membership.position(key.removeprefix(PROJECT_PREFIX)) or 0
    project = row_at(store.register.projects, position)
    words = ProjectWords(store.register, text)
    said = {name: words.say(FIELD[name], project) for name in ("sector", "origin", "sources")}
    level = [words.say(FIELD[name], project) for name in ("level", "radius")]
    return {
        "what": words.say(FIELD["kind"], project),
        **_where(store, store.membership.places_of(position), text),
        **said,
        "status": words.status(project),
        "level": " · ".join(fact for fact in level if fact),
        "investment": _amount(project.investment_yi_cny, text),
    }


def _place_facts(store: Store, key: str, shown: Mask, text: Text) -> Facts:
    place = store.register.places[key]
    summary = store.numbers.summarise(shown & store.membership.mask(key))
    return {
        "what": text(f"shortlist.kind_{place.kind}"),
        **_where(store, (key,), text),
        "projects": summary.projects,
        "investment": _amount(summary.disclosed, text),
    }


def _where(store: Store, keys: tuple[str, ...], text: Text) -> Facts:
    """Return the names of the district and cluster that contain the places of ``keys``."""
    places = store.register.places
    above = [places[up] for key in keys for up in places.ancestors(key)]

    def named(kind: str) -> str:
        return " / ".join(dict.fromkeys(p.name(text.lang) for p in above if p.kind == kind))

    return {"district": named("district"), "cluster": named("cluster")}


def _amount(yi_cny: float | None, text: Text) -> float | None:
    """Return an amount given in 亿元 in the unit of the language."""
    if yi_cny is None or pd.isna(yi_cny):
        return None
    return text.amount(yi_cny)


def _table(frame: pd.DataFrame, text: Text) -> Markup:
    """Return the comparison with a column a mark."""
    head, *facts = frame.columns
    names = Markup("").join(Markup('<th scope="col">{}</th>').format(n) for n in frame[head])
    rows = [
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            fact, Markup("").join(Markup("<td>{}</td>").format(_cell(v)) for v in frame[fact])
        )
        for fact in facts
    ]
    return Markup(
        '<div class="scroll"><table class="plain"><caption>{}</caption>'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(text("shortlist.caption"), names, Markup("").join(rows))


def _cell(value: Cell) -> str:
    if isinstance(value, str) and value:
        return value
    return number(value) if isinstance(value, int | float) and value == value else "—"  # noqa: PLR0124 (a gap is NaN)
