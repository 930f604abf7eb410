"""The other tables below the map: policies, dated figures and sources."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from geo.register.records import Row
from geo.say.holding_words import holding_line, holding_table
from geo.view.view import View
from geo.words.numerals import number
from geo.words.text import Text
from ui.parts.markup import plain
from ui.store import Store


def draw_policy_table(store: Store, view: View, text: Text) -> None:
    """Draw the policies of the chosen sectors and factors, landed first, and which hold here."""
    holding = store.holding(view)
    chosen = store.policies.rows(store.policies.choose(view.sector, view.factor))
    st.caption(plain(holding_line(store.name_of(view.focus, text.lang), holding, text)))
    st.dataframe(holding_table(holding, chosen, text), hide_index=True)


def draw_indicators(store: Store, text: Text) -> None:
    """Draw the programme's figures, newest first, each with its date and source."""
    indicators = store.register.indicators.sort_values("as_of", ascending=False, kind="stable")
    rows: Iterable[Row] = indicators.itertuples()
    values = [
        text(f"figure.{row.qualifier}", value=number(row.value)) + f" {text.of(row, 'unit')}"
        for row in rows
    ]
    st.dataframe(
        pd.DataFrame(
            {
                text("indicators.name"): indicators[f"name_{text.lang}"],
                text("indicators.value"): values,
                text("indicators.as_of"): indicators["as_of"],
                text("indicators.scope"): indicators[f"scope_{text.lang}"],
                text("panel.note"): indicators[f"note_{text.lang}"],
                text("panel.sources"): indicators["source"],
            }
        ),
        hide_index=True,
    )


def draw_sources(store: Store, text: Text) -> None:
    """Draw the official areas and every source."""
    _draw_areas(store, text)
    register = store.register
    cited = pd.concat(
        [frame["sources"].explode() for frame in (register.projects, register.policies)]
        + [register.indicators["source"]]
    ).value_counts()
    sources = register.sources
    st.caption(text("sources.intro"))
    st.dataframe(
        pd.DataFrame(
            {
                text("sources.id"): sources.index,
                text("sources.title"): sources["title"],
                text("sources.publisher"): sources["publisher"],
                text("sources.date"): sources["date"],
                text("sources.class"): sources["source_class"],
                text("sources.cited"): [int(cited.get(id_, 0)) for id_ in sources.index],
                text("sources.link"): [str(url) if url else None for url in sources["url"]],
            }
        ),
        hide_index=True,
        column_config={text("sources.link"): st.column_config.LinkColumn()},
    )


def _draw_areas(store: Store, text: Text) -> None:
    zones = store.register.zones
    official = zones[zones["kind"].isin(["area", "cluster"])]
    with st.expander(text("sources.areas")):
        st.dataframe(
            pd.DataFrame(
                {
                    text("table.name"): official[f"name_{text.lang}"],
                    "km²": official["official_km2"],
                    text("map.legend"): [text(f"map.{b}") for b in official["geometry_basis"]],
                    text("panel.sources"): official["source"],
                }
            ),
            hide_index=True,
        )
        st.caption(text("sources.areas_note"))
