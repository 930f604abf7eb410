"""The compare tab: two to four clusters or districts side by side."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ask.compare import Comparison, Standing, compare_places
from geo.ask.filters import Selection
from geo.ask.summary import Summary
from geo.region import REGION
from geo.say.holding_words import slashed
from geo.say.side_by_side import (
    ComparedEntry,
    ComparedPart,
    ComparedRow,
    SideBySide,
    side_by_side,
)
from geo.view.view import CHOICES, COMPARABLE, LEAST_COMPARED, MOST_COMPARED, View
from geo.words.text import Text
from geo.words.vocabulary import PROJECT_STATUSES
from layers.palette import COMPARED
from ui.parts.map import draw_linked_map
from ui.parts.markup import plain
from ui.parts.policies import policy_list
from ui.parts.profile import draw_profile
from ui.parts.saving import draw_saving
from ui.parts.vega import PICK, Chart, Picked, aloud, draw_pickable
from ui.state import KEPT, set_compared, toggle_option
from ui.store import Store

SUGGESTED = tuple(f"cluster:{cluster}" for cluster in REGION.compared)
BAND_PX = 18

ROWS: dict[str, Callable[[Standing, Text], str]] = {
    "singles": lambda standing, _: str(standing.singles.projects),
    "aggregates": lambda standing, _: str(standing.all.aggregates),
    "mapped": lambda standing, _: str(standing.all.levels["point"]),
    "landed": lambda standing, _: str(
        standing.singles.statuses["landed"] + standing.singles.statuses["operating"]
    ),
    "investment": lambda standing, text: text.investment(standing.all.disclosed),
    "known": lambda standing, _: str(standing.all.investment_known),
    "policies": lambda standing, _: str(standing.holding.count.total),
    "reaches": lambda standing, _: slashed(standing.holding.reaches),
    "part": lambda standing, _: str(len(standing.holding.part)),
}
"""The rows of the table of figures, and what each says of a place."""


def draw_compare(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw the places that a view compares, over the projects that pass its filters."""
    places = store.register.places
    st.multiselect(
        text("compare.label"),
        COMPARABLE,
        key="compare",
        persist_state=KEPT,
        max_selections=MOST_COMPARED,
        format_func=lambda key: plain(places[key].name(text.lang)),
        placeholder=text("compare.hint"),
    )
    if len(view.compare) < LEAST_COMPARED:
        st.caption(text("compare.empty"))
        names = text("compare.and").join(places[key].name(text.lang) for key in SUGGESTED)
        st.button(
            plain(text("compare.suggest", names=names)), on_click=set_compared, args=(SUGGESTED,)
        )
        return
    comparison = compare_places(
        store.numbers,
        store.membership,
        selection.mask,
        {key: store.holding(replace(view, focus=key)) for key in view.compare},
    )
    _draw_maps(store, view, selection, text)
    _draw_side_by_side(store, view, text)
    st.html(_figures(store, comparison, text))
    if comparison.overlap:
        st.caption(text("compare.overlap", count=comparison.overlap))
    _draw_mixes(store, view, comparison, text)
    _draw_policies(store, comparison, text)


def _draw_maps(store: Store, view: View, selection: Selection, text: Text) -> None:
    """Draw a map a place; they share one scale and move together."""
    for slot, (key, column) in enumerate(
        zip(view.compare, st.columns(len(view.compare), gap="small"), strict=True)
    ):
        with column, st.container(key=f"linked-{slot}"):
            st.markdown(f"**{plain(store.register.places[key].name(text.lang))}**")
            draw_linked_map(store, replace(view, focus=key), selection, slot)
    st.caption(text("compare.linked"))


def _figures(store: Store, comparison: Comparison, text: Text) -> Markup:
    """Return the figures of the places as an HTML table."""
    cell, places = Markup("<td>{}</td>"), store.register.places
    names = [places[standing.key].name(text.lang) for standing in comparison.standings]
    rows = [
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            text(f"compare.{name}"),
            Markup("").join(cell.format(say(standing, text)) for standing in comparison.standings),
        )
        for name, say in ROWS.items()
    ]
    return _table("compared", names, Markup("").join(rows))


def _draw_mixes(store: Store, view: View, comparison: Comparison, text: Text) -> None:
    """Draw the single projects of each place by sector and by status."""
    mixes: tuple[tuple[str, tuple[str, ...], Callable[[Summary], dict[str, int]]], ...] = (
        ("sector", CHOICES["sector"], lambda summary: dict(summary.sectors)),
        ("status", PROJECT_STATUSES, lambda summary: dict(summary.statuses)),
    )
    for column, (name, options, counts) in zip(st.columns(2, gap="medium"), mixes, strict=True):
        chosen = getattr(view, name)
        rows = pd.DataFrame(
            [
                {
                    "option": option,
                    "label": text(f"{name}.{option}"),
                    "place": store.register.places[standing.key].name(text.lang),
                    "value": counts(standing.singles)[option],
                }
                for option in options
                if not chosen or option in chosen
                for standing in comparison.standings
            ]
        )
        with column:
            title = text(f"compare.{name}")
            st.markdown(f"**{title}**")
            key = f"compare-{name}"
            draw_pickable(_grouped(rows, text), key, chosen, partial(_pick, name), title)


def _pick(name: str, picked: Picked) -> None:
    toggle_option(name, picked["option"])


def _grouped(rows: pd.DataFrame, text: Text) -> Chart:
    """Return bars side by side, a group an option and a bar a place."""
    order = list(dict.fromkeys(rows["label"]))
    names = list(dict.fromkeys(rows["place"]))
    base = alt.Chart(rows, height=BAND_PX * len(rows)).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=200)),
        yOffset=alt.YOffset("place:N", sort=names),
        x=alt.X("value:Q", title=None, axis=None),
        color=alt.Color(
            "place:N",
            scale=alt.Scale(domain=names, range=list(COMPARED[: len(names)])),
            legend=alt.Legend(title=None, orient="top", columns=2, labelLimit=200),
        ),
        tooltip=[
            alt.Tooltip("label:N", title=" "),
            alt.Tooltip("place:N", title=" "),
            alt.Tooltip("value:Q", title=text("charts.unit")),
        ],
    )
    pick = alt.selection_point(name=PICK, fields=["option"])
    marks = aloud(base.mark_bar(cursor="pointer", cornerRadiusEnd=2), "label", "place", "value")
    numbers = base.transform_filter("datum.value > 0").mark_text(align="left", dx=4)
    return alt.layer(marks.add_params(pick), numbers.encode(text="value:Q"))


def _draw_side_by_side(store: Store, view: View, text: Text) -> None:
    """Draw what each place offers to who gives the answers, what it asks for, what is open."""
    st.markdown(f"**{text('side.tab')}**")
    draw_profile(view.profile, text)
    compared = side_by_side(store, view, text)
    st.caption(f"{compared.answers} · {compared.notes[0]}")
    st.html(_parts(compared))
    st.caption("  \n".join(compared.notes[1:]))
    draw_saving(store, view, "comparison", text)


def _parts(compared: SideBySide) -> Markup:
    """Return benefits, conditions and open questions as one HTML table."""
    span = len(compared.places) + 1
    rows = Markup("").join(_part(part, span) for part in compared.parts)
    return _table("sides", compared.places, rows)


def _part(part: ComparedPart, span: int) -> Markup:
    """Return the rows of a part under its heading, or why it has none."""
    head = Markup('<tr class="part"><th scope="colgroup" colspan="{}">{}</th></tr>')
    none = Markup('<tr><td colspan="{}">{}</td></tr>').format(span, part.none)
    rows = Markup("").join(map(_side_row, part.rows)) or none
    return head.format(span, part.title) + rows


def _side_row(row: ComparedRow) -> Markup:
    cells = Markup("").join(
        Markup("<td>{}</td>").format(Markup("").join(map(_entry, cell))) for cell in row.cells
    )
    return Markup('<tr><th scope="row">{}</th>{}</tr>').format(row.name, cells)


def _entry(entry: ComparedEntry) -> Markup:
    more = Markup(" <small>{}</small>").format(entry.more) if entry.more else ""
    return Markup("<p>{}{}</p>").format(entry.name, more)


def _table(kind: str, places: Sequence[str], rows: Markup) -> Markup:
    """Return rows under the names of places, in a table of a class of its own."""
    names = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in places)
    return Markup(
        '<div class="compared-scroll"><table class="{}">'
        "<thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(kind, names, rows)


def _draw_policies(store: Store, comparison: Comparison, text: Text) -> None:
    """Draw the policies that only one of the places has, and say how many all share."""
    st.markdown(f"**{text('compare.only')}**")
    st.caption(text("compare.shared", count=len(comparison.shared)))
    columns = st.columns(len(comparison.standings), gap="small")
    for standing, column in zip(comparison.standings, columns, strict=True):
        own = comparison.only[standing.key]
        name = plain(store.register.places[standing.key].name(text.lang))
        with column, st.expander(text("compare.only_in", name=name, count=len(own)), expanded=True):
            if own:
                st.html(policy_list(store, own, text))
            else:
                st.caption(text("compare.none"))
