"""The other tables below the map: policies, dated figures and sources."""

from collections import Counter
from collections.abc import Iterable

import pandas as pd
import streamlit as st

from geo.register.records import Row
from geo.say.headlines import value_of
from geo.say.holding_words import holding_line, holding_table
from geo.say.source_words import citations, source_lines, source_table
from geo.view.view import View
from geo.words.text import Text
from ui.parts.markup import plain
from ui.store import Store


def draw_policy_table(store: Store, view: View, text: Text) -> None:
    """Draw the policies of the chosen sectors and factors, landed first, and which hold here."""
    holding = store.holding(view)
    chosen = store.policies.rows(store.policies.choose(view.sector, view.factor))
    st.caption(plain(holding_line(store.name_of(view.focus, text.lang), holding, text)))
    table = holding_table(holding, chosen, store.register.sources, text)
    st.dataframe(table, hide_index=True)


def draw_indicators(store: Store, text: Text) -> None:
    """Draw the programme's figures, newest first, each with its date and source."""
    indicators = store.register.indicators.sort_values("as_of", ascending=False, kind="stable")
    rows: Iterable[Row] = indicators.itertuples()
    values = [f"{value_of(row, text)} {text.of(row, 'unit')}" for row in rows]
    st.dataframe(
        pd.DataFrame(
            {
                text("indicators.name"): indicators[f"name_{text.lang}"],
                text("indicators.value"): values,
                text("indicators.as_of"): indicators["as_of"],
                text("indicators.scope"): indicators[f"scope_{text.lang}"],
                text("panel.note"): indicators[f"note_{text.lang}"],
                text("field.sources"): indicators["source"].map(
                    citations(store.register.sources, text)
                ),
            }
        ),
        hide_index=True,
    )


def draw_sources(store: Store, text: Text) -> None:
    """Draw the official areas and every source."""
    _draw_areas(store, text)
    st.caption(text("sources.intro"))
    st.dataframe(
        source_table(source_lines(_cited(store), store, text), text),
        hide_index=True,
        column_config={text("sources.link"): st.column_config.LinkColumn()},
    )


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
    zones, sources = store.register.zones, store.register.sources
    official = zones[zones["kind"].isin(["area", "cluster"])]
    with st.expander(text("sources.areas")):
        st.dataframe(
            pd.DataFrame(
                {
                    text("field.name"): official[f"name_{text.lang}"],
                    "km²": official["official_km2"],
                    text("map.legend"): [text(f"map.{b}") for b in official["geometry_basis"]],
                    text("field.sources"): official["source"].map(citations(sources, text)),
                }
            ),
            hide_index=True,
        )
        st.caption(text("sources.areas_note"))
