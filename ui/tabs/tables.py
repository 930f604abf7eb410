"""The other tables below the map: policies, dated figures and sources."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from geo.ask.atlas import can_focus
from geo.ask.holding import GROUPS, Holding
from geo.register.records import Row
from geo.say.headlines import value_of
from geo.say.holding_words import holding_line
from geo.say.policy_words import PolicyLine, policy_lines
from geo.say.source_words import source_lines
from geo.view.view import View
from geo.words.text import Text
from ui.parts.listing import Column, Line, Listing, draw_listing, source_cell
from ui.parts.markup import plain
from ui.state import open_policy, set_focus
from ui.store import Store

NOT_HERE = "—"
"""Stands where a policy does not hold in the place that is shown."""

RANKS = {group: rank for rank, group in enumerate((*GROUPS[:-1], None, GROUPS[-1]))}
"""Policies stand in this order: what does not hold here goes before what is over."""


def draw_policy_table(store: Store, view: View, text: Text) -> None:
    """Draw the policies of the chosen sectors and factors: those first that hold here."""
    holding = store.holding(view)
    st.caption(plain(holding_line(store.name_of(view.focus, text.lang), holding, text)))
    listing = policy_listing(store, view, holding, text)
    draw_listing(
        store,
        listing,
        text,
        selected=view.policy,
        choose=lambda policy: open_policy(store, policy),
    )


def policy_listing(store: Store, view: View, holding: Holding, text: Text) -> Listing:
    """Return the policies of the chosen sectors and factors, and how far each holds here."""
    groups = {id_: group for group, policies in holding.groups() for id_ in policies.index}
    chosen = store.policies.rows(store.policies.choose(view.sector, view.factor))
    lines = [
        _policy(store, line, day, groups.get(line.id), text)
        for line, day in zip(policy_lines(chosen, text), chosen["date"], strict=True)
    ]
    lines.sort(key=lambda line: RANKS[groups.get(line.key)])
    heads = {
        "title": "policies.name",
        "group": "holding.group",
        "status": "policies.status",
        "date": "field.date",
        "sectors": "field.sector",
        "change": "policies.change",
        "scope": "policies.scope",
        "sources": "field.sources",
    }
    return Listing("policy-table", text("policies.caption"), _columns(heads, text), tuple(lines))


def _policy(store: Store, policy: PolicyLine, day: str, group: str | None, text: Text) -> Line:
    widely = text(f"holding.{group}") if group else NOT_HERE
    sources = source_cell([store.sources[id_] for id_ in policy.sources], text)
    said = (policy.sectors, policy.change, policy.scope)
    return Line(policy.id, (policy.title, widely, policy.status, day, *said, sources))


def draw_indicators(store: Store, view: View, text: Text) -> None:
    """Draw the programme's figures, newest first; a press goes to the place of one."""
    listing = indicator_listing(store, text)
    draw_listing(store, listing, text, selected=view.focus, choose=set_focus)


def indicator_listing(store: Store, text: Text) -> Listing:
    """Return the programme's figures, newest first, each with its date and source."""
    indicators = store.register.indicators.sort_values("as_of", ascending=False, kind="stable")
    rows: Iterable[Row] = indicators.itertuples()
    heads = {
        "title": "indicators.name",
        "value": "indicators.value",
        "date": "indicators.as_of",
        "scope": "indicators.scope",
        "note": "panel.note",
        "sources": "field.sources",
    }
    lines = tuple(_indicator(store, row, text) for row in rows)
    return Listing("figure-table", text("indicators.caption"), _columns(heads, text), lines)


def _indicator(store: Store, row: Row, text: Text) -> Line:
    value = f"{value_of(row, text)} {text.of(row, 'unit')}"
    said = (text.of(row, "name"), value, row.as_of, text.of(row, "scope"), text.of(row, "note"))
    place = next((key for key in row.scope.split(";") if can_focus(store, key)), "")
    return Line(place, (*said, source_cell([store.sources[row.source]], text)))


def draw_sources(store: Store, text: Text) -> None:
    """Draw the official areas and every source."""
    _draw_areas(store, text)
    draw_listing(store, source_listing(store, text), text)


def source_listing(store: Store, text: Text) -> Listing:
    """Return every source, what most records cite first."""
    heads = {
        "title": "sources.title",
        "publisher": "sources.publisher",
        "date": "sources.date",
        "class": "sources.class",
        "cited": "sources.cited",
    }
    lines = source_lines(_cited(store), store, text)
    rows = tuple(
        Line(
            "",
            (
                [{"title": line.title, "url": line.url}],
                line.publisher,
                line.date,
                line.source_class,
                line.cited,
            ),
        )
        for line in sorted(lines, key=lambda line: -line.cited)
    )
    return Listing("source-table", text("sources.intro"), _columns(heads, text), rows)


def _cited(store: Store) -> Counter[str]:
    """Return how many projects, policies with their measures, and figures cite each source."""
    register = store.register
    cited = Counter(dict.fromkeys(store.sources, 0))
    for frame in (register.projects, register.policies):
        cited.update(frame["sources"].explode())
    cited.update(register.policies["end_source"].dropna())
    for frame in (register.indicators, register.clauses, register.conditions):
        cited.update(frame["source"])
    return cited


def _draw_areas(store: Store, text: Text) -> None:
    with st.expander(text("sources.areas")):
        draw_listing(store, area_listing(store, text), text, choose=set_focus)
        st.caption(text("sources.areas_note"))


def area_listing(store: Store, text: Text) -> Listing:
    """Return the areas and clusters with the size that was published for each."""
    zones = store.register.zones
    official: Iterable[Row] = zones[zones["kind"].isin(["area", "cluster"])].itertuples()
    heads = {
        "title": "field.name",
        "km2": "sources.km2",
        "basis": "map.legend",
        "sources": "field.sources",
    }
    rows = tuple(_area(store, zone, text) for zone in official)
    return Listing("area-table", "", _columns(heads, text), rows)


def _area(store: Store, zone: Row, text: Text) -> Line:
    basis = text(f"map.{zone.geometry_basis}")
    sources = source_cell([store.sources[zone.source]], text)
    place = f"{zone.kind}:{zone.Index}"
    key = place if can_focus(store, place) else ""
    size = "" if pd.isna(zone.official_km2) else float(zone.official_km2)
    return Line(key, (text.of(zone, "name"), size, basis, sources))


def _columns(heads: dict[str, str], text: Text) -> tuple[Column, ...]:
    return tuple(Column(name, text(head)) for name, head in heads.items())
