"""The charts below the map: what is shown, by sector, cluster, status and year; each one filters.

A chart counts what passes every filter but its own, as the counts beside the options do, within the
place in focus.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from geo.ask.charts import (
    count_statuses,
    investment_by_cluster,
    projects_per_year,
    sector_by_cluster,
    singles,
)
from geo.ask.filters import Mask
from geo.register.records import Row
from geo.say.filter_words import option_labels
from geo.view.view import View
from geo.words.text import Text
from layers.palette import BAR
from ui.parts.listing import draw_listing, listing_of
from ui.parts.saving import draw_saving
from ui.parts.vega import (
    BAR_PX,
    FAINT,
    PICK,
    Chart,
    Picked,
    aloud,
    bar_rows,
    bars,
    draw_pickable,
    ink,
)
from ui.state import set_options, set_period, toggle_option
from ui.store import Store

LIGHT_FROM = 0.55
"""From this share of the largest count on, a cell is so dark that its number is drawn light."""


def draw_charts(store: Store, view: View, listed: Mask, text: Text) -> None:
    """Draw the charts of a view; ``listed`` is the mask of its projects in the focus."""
    single = len(singles(store.register.projects[listed]))
    rule = text("charts.rule", singles=single, aggregates=int(listed.sum()) - single)
    st.caption(f"{rule} {text('charts.press')}")
    left, right = st.columns([1.3, 1], gap="medium")
    with left:
        cells = _draw_heat(store, view, text)
        years = _draw_years(store, view, text)
    with right:
        statuses = _draw_statuses(store, view, text)
        money = _draw_investment(store, view, text)
    with st.expander(text("charts.as_table")):
        for title, field, table in (
            ("heat", "sector", cells),
            ("status", "status", statuses),
            ("investment", "cluster", money),
            ("years", "date", years),
        ):
            st.markdown(f"**{text(f'charts.{title}')}**")
            named = table.rename_axis(text(f"field.{field}")).reset_index()
            draw_listing(store, listing_of(named, f"{title}-table"), text)
    draw_saving(store, view, "charts", text)


def _projects(store: Store, view: View, **lifted: object) -> pd.DataFrame:
    """Return the projects in the focus that pass the view with some filters lifted."""
    mask = store.filter.select(replace(view, **lifted)).mask  # type: ignore[arg-type]
    return store.register.projects[store.within_focus(mask, view.focus)]


def _is_chosen(option: str, chosen: tuple[str, ...]) -> bool:
    """Tell whether a filter lets an option through."""
    return not chosen or option in chosen


def _draw_heat(store: Store, view: View, text: Text) -> pd.DataFrame:
    """Draw the projects by sector and cluster, and return them as a table."""
    counts = sector_by_cluster(_projects(store, view, sector=(), cluster=()))
    labels = {
        name: option_labels(name, store.register.places, text) for name in ("sector", "cluster")
    }
    rows = _cells(counts, view, labels)
    st.markdown(f"**{text('charts.heat')}**")
    draw_pickable(
        _heat(rows, text),
        "chart-heat",
        (*view.sector, *view.cluster),
        _pick_cell,
        text("charts.heat"),
    )
    return counts.rename(index=labels["sector"], columns=labels["cluster"])


def _cells(
    counts: pd.DataFrame, view: View, labels: dict[str, Callable[[str], str]]
) -> pd.DataFrame:
    """Return a row a sector and cluster."""
    cells = counts.rename_axis("sector").reset_index()
    cells = cells.melt("sector", var_name="cluster", value_name="value")
    for name, label in labels.items():
        cells[f"{name}_label"] = cells[name].map(label)
    cells["dark"] = cells["value"] >= max(1, cells["value"].max()) * LIGHT_FROM
    cells["chosen"] = [
        _is_chosen(sector, view.sector) and _is_chosen(cluster, view.cluster)
        for sector, cluster in zip(cells["sector"], cells["cluster"], strict=True)
    ]
    return cells


def _heat(rows: pd.DataFrame, text: Text) -> Chart:
    base = alt.Chart(rows, height=alt.Step(BAR_PX + 4)).encode(
        x=alt.X(
            "cluster_label:N",
            sort=None,
            title=None,
            axis=alt.Axis(labelAngle=-30, labelOverlap=False),
        ),
        y=alt.Y("sector_label:N", sort=None, title=None, axis=alt.Axis(labelLimit=200)),
        tooltip=[
            alt.Tooltip("sector_label:N", title=text("field.sector")),
            alt.Tooltip("cluster_label:N", title=text("field.cluster")),
            alt.Tooltip("value:Q", title=text("charts.unit")),
        ],
    )
    cells = base.mark_rect(cursor="pointer", color=BAR, cornerRadius=2).encode(
        fillOpacity=alt.FillOpacity("value:Q", legend=None, scale=alt.Scale(range=[0.05, 0.95])),
        opacity=alt.condition("datum.chosen", alt.value(1.0), alt.value(FAINT)),
    )
    numbers = base.mark_text().encode(
        text="value:Q",
        color=alt.condition("datum.dark && datum.chosen", alt.value("#ffffff"), alt.value(ink())),
        opacity=alt.condition("datum.value > 0", alt.value(1.0), alt.value(FAINT)),
    )
    pick = alt.selection_point(name=PICK, fields=["sector", "cluster"])
    said = aloud(cells, "sector_label", "cluster_label", "value")
    return alt.layer(said.add_params(pick), numbers)


def _pick_cell(picked: Picked) -> None:
    """Filter by a sector and a cluster, or by neither where they are the filter already."""
    wanted = {name: [picked[name]] for name in ("sector", "cluster")}
    held = all(st.session_state[name] == options for name, options in wanted.items())
    for name, options in wanted.items():
        set_options(name, [] if held else options)


def _draw_statuses(store: Store, view: View, text: Text) -> pd.DataFrame:
    """Draw the projects by status, and return them as a table."""
    counts = count_statuses(_projects(store, view, status=()))
    rows = bar_rows(
        options=list(counts.index),
        labels=[text(f"status.{status}") for status in counts.index],
        values=counts.tolist(),
        said=[str(count) for count in counts],
        chosen=view.status,
    )
    title = text("charts.status")
    st.markdown(f"**{title}**")
    draw_pickable(
        bars(rows, unit=text("charts.unit")), "chart-status", view.status, _pick_status, title
    )
    return counts.set_axis(rows["label"]).rename(text("charts.unit")).to_frame()


def _pick_status(picked: Picked) -> None:
    toggle_option("status", picked["option"])


def _draw_investment(store: Store, view: View, text: Text) -> pd.DataFrame:
    """Draw the disclosed investment by cluster, and return it as a table."""
    sums = investment_by_cluster(_projects(store, view, cluster=()))
    label = option_labels("cluster", store.register.places, text)
    rows: Iterable[Row] = sums.itertuples()
    said = [
        text("charts.amount", amount=text.investment(row.investment), known=int(row.known))
        if row.known
        else "—"
        for row in rows
    ]
    drawn = bar_rows(
        options=list(sums.index),
        labels=[label(cluster) for cluster in sums.index],
        values=sums["investment"].tolist(),
        said=said,
        chosen=view.cluster,
    )
    title = text("charts.investment")
    st.markdown(f"**{title}**")
    draw_pickable(bars(drawn, unit=title), "chart-investment", view.cluster, _pick_cluster, title)
    return pd.DataFrame({title: said}, index=drawn["label"])


def _pick_cluster(picked: Picked) -> None:
    toggle_option("cluster", picked["option"])


def _draw_years(store: Store, view: View, text: Text) -> pd.DataFrame:
    """Draw the projects by year, and return them as a table."""
    projects = _projects(store, view, start=None, end=None)
    counts = projects_per_year(projects)
    title = text("charts.years")
    st.markdown(f"**{title}**")
    st.caption(text("charts.undated", undated=len(singles(projects)) - int(counts.sum())))
    rows = pd.DataFrame(
        {
            "year": counts.index.astype(str),
            "value": counts.to_numpy(),
            "chosen": [_year_passes(year, view) for year in counts.index],
        }
    )
    period = (str(view.start or ""), str(view.end or ""))
    draw_pickable(_columns(rows, text), "chart-years", period, _pick_year, title)
    return counts.rename(text("charts.unit")).to_frame()


def _year_passes(year: int, view: View) -> bool:
    """Tell whether some day of a year lies in the period."""
    starts_before_its_end = view.start is None or view.start <= date(year, 12, 31)
    ends_after_its_start = view.end is None or view.end >= date(year, 1, 1)
    return starts_before_its_end and ends_after_its_start


def _columns(rows: pd.DataFrame, text: Text) -> Chart:
    base = alt.Chart(rows, height=180).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=None, axis=None),
        tooltip=[
            alt.Tooltip("year:O", title=text("charts.year")),
            alt.Tooltip("value:Q", title=text("charts.unit")),
        ],
    )
    columns = base.mark_bar(cursor="pointer", color=BAR, cornerRadiusEnd=3).encode(
        opacity=alt.condition("datum.chosen", alt.value(1.0), alt.value(FAINT))
    )
    numbers = base.mark_text(dy=-8, color=ink()).encode(text="value:Q")
    pick = alt.selection_point(name=PICK, fields=["year"])
    return alt.layer(aloud(columns, "year", "value").add_params(pick), numbers)


def _pick_year(picked: Picked) -> None:
    """Make a year the period, or lift the period where it is that year already."""
    year = int(picked["year"])
    period = (date(year, 1, 1), date(year, 12, 31))
    held = (st.session_state["from"], st.session_state["to"]) == period
    set_period(*((None, None) if held else period))
