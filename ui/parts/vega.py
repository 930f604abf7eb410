"""Charts on the page: what they look like, and how a press on one becomes a filter.

Vega comes inside Streamlit. A chart keeps no selection of its own: a press is told to a callback,
the filter changes, and the chart is drawn anew with what is chosen marked in its data.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import altair as alt
import pandas as pd
import streamlit as st
from markupsafe import Markup

from layers.palette import BAR, FADED, THEMES
from ui.parts.theme import theme_of_page

PICK = "pick"
FAINT = 0.3
BAR_PX = 24

# no menu entries that would hand the chart to an editor on another host
EMBEDDING = {"embedOptions": {"actions": {"export": True, "source": False, "editor": False}}}

Picked = Mapping[str, str]
Chart = alt.LayerChart | alt.FacetChart
AnyChart = Chart | alt.Chart


def ink() -> str:
    """Return the colour of text in the page's theme."""
    return THEMES[theme_of_page()].ink


def draw_chart(chart: AnyChart, key: str, described: str) -> None:
    """Draw a chart that only shows; ``described`` says in words what it shows."""
    st.altair_chart(_embedded(chart), key=key, alt=described)


def draw_pickable(
    chart: Chart,
    key: str,
    chosen: Sequence[str],
    pick: Callable[[Picked], None],
    described: str,
) -> None:
    """Draw a chart whose marks can be pressed.

    Parameters
    ----------
    chart
        Its first layer has a selection parameter named ``PICK``.
    key
        Widget key, different for every chart.
    chosen
        What the filters hold: where that changes, the chart forgets what was pressed before.
    pick
        Called with the fields of the mark that was pressed.
    described
        What the chart shows, in words.
    """
    full = "-".join((key, *chosen))
    st.altair_chart(
        _embedded(chart),
        key=full,
        on_select=partial(_take, full, pick),
        selection_mode=PICK,
        alt=described,
    )


def _embedded(chart: AnyChart) -> AnyChart:
    """Return a chart without what hands it to others, and without what Vega says of its parts.

    That is English, and names columns; what can be pressed says its words by ``aloud``.
    """
    embedded: AnyChart = chart.properties(usermeta=EMBEDDING)
    silent: AnyChart = embedded.configure(aria=False, mark=alt.MarkConfig(aria=False))
    return silent


def _take(key: str, pick: Callable[[Picked], None]) -> None:
    picked = st.session_state[key]["selection"].get(PICK)
    if picked:
        pick(picked[0])


def aloud(marks: alt.Chart, *columns: str) -> alt.Chart:
    """Let each mark say the words in some columns of its row to whoever does not see it."""
    words = " + ' ' + ".join(f"datum.{column}" for column in columns)
    said: alt.Chart = marks.transform_calculate(aloud=words).encode(description="aloud:N")
    said.mark.aria = True
    return said


def bar_rows(
    options: Sequence[str],
    labels: Sequence[str],
    values: Sequence[float],
    said: Sequence[str],
    chosen: Sequence[str],
) -> pd.DataFrame:
    """Return the rows of bars of one series; ``chosen`` is what the filter holds, empty for all."""
    return pd.DataFrame(
        {
            "option": options,
            "label": labels,
            "value": values,
            "said": said,
            "total": said,
            "chosen": [not chosen or option in chosen for option in options],
        }
    )


def bars(rows: pd.DataFrame, *, unit: str, stacked_by: str | None = None) -> Chart:
    """Return horizontal bars with their numbers, which can be pressed.

    Parameters
    ----------
    rows
        ``option``, ``label`` (in the order shown), ``value``, ``said`` (the number in words),
        ``total`` (what stands after the bar) and ``chosen``; with ``series`` (a name) and ``rank``
        (its order) as well where bars are stacked.
    unit
        What is counted, for the axis and the tip.
    stacked_by
        Title of the series' legend, or None for bars of one.
    """
    order = list(dict.fromkeys(rows["label"]))
    tips = [alt.Tooltip("label:N", title=" "), alt.Tooltip("said:N", title=unit)]
    base = alt.Chart(rows, height=alt.Step(BAR_PX)).encode(
        y=alt.Y("label:N", sort=order, title=None, axis=alt.Axis(labelLimit=220)),
        x=alt.X("value:Q", title=None, axis=None),
        tooltip=tips,
    )
    mark = base.mark_bar(cursor="pointer", cornerRadiusEnd=3).encode(
        opacity=alt.condition("datum.chosen", alt.value(1.0), alt.value(FAINT)),
        color=alt.value(BAR) if stacked_by is None else _series_colour(rows),
    )
    if stacked_by is not None:
        series_tip = alt.Tooltip("series:N", title=stacked_by)
        mark = mark.encode(order="rank:O", tooltip=[tips[0], series_tip, tips[1]])
    pick = alt.selection_point(name=PICK, fields=["option"])
    said = aloud(mark, "label", *(["series"] if stacked_by else []), "said")
    return alt.layer(said.add_params(pick), _totals(rows, order))


def _series_colour(rows: pd.DataFrame) -> alt.Color:
    series = list(dict.fromkeys(rows["series"]))
    return alt.Color("series:N", scale=alt.Scale(domain=series, range=[BAR, FADED]), legend=None)


def key_of(*names: str) -> Markup:
    """Return what the colours of stacked bars mean, as HTML."""
    form = Markup('<span class="swatch" style="background:{}"></span>{}')
    keys = [form.format(colour, name) for colour, name in zip((BAR, FADED), names, strict=True)]
    return Markup('<p class="key">{}</p>').format(Markup(" ").join(keys))


def _totals(rows: pd.DataFrame, order: list[str]) -> alt.Chart:
    """Return the words after the bars."""
    totals = rows.groupby(["label", "total"], sort=False, as_index=False)["value"].sum()
    words = alt.Chart(totals).mark_text(align="left", dx=4, color=ink())
    placed: alt.Chart = words.encode(y=alt.Y("label:N", sort=order), x="value:Q", text="total:N")
    return placed
