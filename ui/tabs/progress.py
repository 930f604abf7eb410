"""The progress tab: how policies and projects moved over time, what has landed and what has not."""

from collections.abc import Mapping
from functools import partial

import altair as alt
import numpy as np
import pandas as pd
import streamlit as st

from geo.ask.charts import singles
from geo.ask.filters import Mask
from geo.ask.policies import choose_policies
from geo.ask.progress import (
    Landing,
    checklist_over_time,
    checklist_total,
    groups_of,
    has_landed,
    landing_of,
    others_over_time,
    policy_course,
    project_course,
)
from geo.ask.timeline import months_of
from geo.region import REGION
from geo.register.fields import FIELD
from geo.say.filter_words import filter_label, option_labels
from geo.say.headlines import value_of
from geo.say.policy_words import policy_table
from geo.say.project_words import ProjectWords
from geo.view.view import CHOICES, View
from geo.words.numerals import number
from geo.words.text import Text
from geo.words.vocabulary import FACTORS, PROJECT_STATUSES, SECTORS, UNSTATED
from layers.palette import BAR, LINE
from ui.parts.listing import draw_listing, listing_of
from ui.parts.vega import (
    Chart,
    Picked,
    bars,
    draw_chart,
    draw_pickable,
    ink,
    key_of,
)
from ui.state import toggle_option
from ui.store import Store

CHART_PX = 260
MONTHS = alt.Axis(format="%Y-%m", tickCount=6, labelAngle=0)
WAITING = tuple(FIELD[name] for name in ("name", "sector", "status", "date", "district"))
"""What is listed of projects that have not landed."""


def draw_progress(store: Store, view: View, listed: Mask, text: Text) -> None:
    """Draw the progress of a view; ``listed`` is the mask of its projects in the focus."""
    projects = singles(store.register.projects[listed])
    policies = choose_policies(store.register.policies, view.sector, view.factor)
    _draw_courses(store, int(listed.sum()), projects, policies, text)
    st.caption(text("progress.press"))
    st.html(key_of(text("progress.landed"), text("progress.not_yet")))
    _draw_landings(store, view, projects, policies, text)
    _draw_waiting(store, projects, policies, text)
    figures = others_over_time(store.register.indicators)
    if len(figures):
        with st.expander(text("progress.figures")):
            draw_chart(_figures(figures, text), "progress-figures", text("progress.figures"))


def _draw_courses(
    store: Store, listed: int, projects: pd.DataFrame, policies: pd.DataFrame, text: Text
) -> None:
    """Draw how many policies had landed and where the projects stood, month by month."""
    register = store.register
    months = months_of(projects["date"], policies["date"])
    months = months[
        months >= np.datetime64(REGION.programme.start, "M")
    ]  # earlier ones count from there
    if not len(months):
        return
    course = project_course(register.history, projects["id"], months)
    landed = policies[has_landed(policies)]
    policy = policy_course(landed, months)
    st.caption(
        text(
            "progress.rule",
            undated=course.undated,
            policies_undated=policy.undated,
            aggregates=listed - len(projects),
        )
    )
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{text('progress.policies')}**")
        draw_chart(
            _policies(store, policy.counts, text), "progress-policies", text("progress.policies")
        )
        st.caption(_policies_note(store, len(landed), policy.undated, text))
    with right:
        st.markdown(f"**{text('progress.projects')}**")
        draw_chart(_statuses(course.counts, text), "progress-projects", text("progress.projects"))
        st.caption(text("figure.silent", count=int((projects["news"] == "silent").sum())))
    with st.expander(text("progress.as_table")):
        table = course.counts.rename(columns=lambda status: text(f"status.{status}"))
        table.insert(0, text("progress.policies"), policy.counts["landed"])
        table.insert(0, text("field.date"), np.datetime_as_string(months))
        draw_listing(store, listing_of(table, "progress-table"), text)


def _policies_note(store: Store, landed: int, undated: int, text: Text) -> str:
    """Return what the line of the policies shows, and its points where there is a checklist."""
    note = text("progress.policies_note", count=landed, undated=undated)
    total = checklist_total(store.register.indicators)
    return note if total is None else note + text("progress.points_note", total=number(total))


def _policies(store: Store, counts: pd.DataFrame, text: Text) -> Chart:
    """Return our records as a stepped line, the published figures as points with their numbers."""
    series = [text("progress.recorded"), text("progress.published")]
    scale = alt.Scale(domain=series, range=[BAR, LINE])
    colour = alt.Color("series:N", scale=scale, legend=alt.Legend(title=None, orient="top"))
    day, value = alt.X("day:T", title=None, axis=MONTHS), alt.Y("value:Q", title=None)
    line = pd.DataFrame(
        {
            "day": counts.index.to_numpy().astype("datetime64[ns]"),
            "value": counts["landed"].to_numpy(),
            "series": series[0],
        }
    )
    ours = alt.Chart(line).mark_line(interpolate="step-after").encode(day, value, colour)
    theirs = alt.Chart(_published(store, text).assign(series=series[1])).encode(day, value)
    tips = [
        alt.Tooltip("as_of:N", title=text("indicators.as_of")),
        alt.Tooltip("said:N", title=text("progress.published")),
    ]
    dots = theirs.mark_point(filled=True, size=70, opacity=1).encode(colour, tooltip=tips)
    numbers = [_numbers(theirs, right) for right in (0, 1)]
    total = checklist_total(store.register.indicators)
    if total is None:
        return alt.layer(ours, height=CHART_PX)
    whole = alt.Chart(pd.DataFrame({"value": [total]}))
    rule = whole.mark_rule(strokeDash=[4, 4], color=ink()).encode(y="value:Q")
    return alt.layer(ours, dots, *numbers, rule, height=CHART_PX)


def _published(store: Store, text: Text) -> pd.DataFrame:
    """Return the published figures of the policies in place, oldest first."""
    published = checklist_over_time(store.register.indicators)
    return pd.DataFrame(
        {
            "day": published["day"],
            "value": published["value"],
            "said": [value_of(row, text) for row in published.itertuples()],
            "as_of": [text.date(as_of) for as_of in published["as_of"]],
            "right": [at % 2 for at in range(len(published))],
        }
    )


def _numbers(points: alt.Chart, right: int) -> alt.Chart:
    """Return the numbers to the right (1) or left (0) of points, so that they do not collide."""
    aligned = points.mark_text(
        dx=8 if right else -8, align="left" if right else "right", color=ink()
    )
    placed: alt.Chart = aligned.transform_filter(f"datum.right == {right}").encode(text="said:N")
    return placed


def _statuses(counts: pd.DataFrame, text: Text) -> Chart:
    """Return the projects by status as stacked areas."""
    rows = counts.rename_axis("month").reset_index().melt("month", var_name="status")
    rows["day"] = rows.pop("month").to_numpy().astype("datetime64[ns]")
    names = {status: text(f"status.{status}") for status in PROJECT_STATUSES}
    rows["label"] = rows["status"].map(names)
    rows["rank"] = rows["status"].map({s: rank for rank, s in enumerate(PROJECT_STATUSES)})
    scale = alt.Scale(domain=list(names.values()), scheme="viridis", reverse=True)
    legend = alt.Legend(title=None, orient="top", columns=3)
    areas = (
        alt.Chart(rows, height=CHART_PX)
        .mark_area(interpolate="step-after")
        .encode(
            x=alt.X("day:T", title=None, axis=MONTHS),
            y=alt.Y("value:Q", title=None),
            color=alt.Color("label:N", scale=scale, legend=legend),
            order="rank:O",
            tooltip=[
                alt.Tooltip("day:T", title=text("progress.month"), format="%Y-%m"),
                alt.Tooltip("label:N", title=text("field.status")),
                alt.Tooltip("value:Q", title=text("progress.count")),
            ],
        )
    )
    return alt.layer(areas)


def _draw_landings(
    store: Store, view: View, projects: pd.DataFrame, policies: pd.DataFrame, text: Text
) -> None:
    """Draw landed and not yet by sector, factor and district."""
    draw = partial(_draw_landing, store, view, text)
    landed = has_landed(policies)
    by_sector, by_factor, by_district = st.columns(3, gap="medium")
    with by_sector:
        draw("policies-sector", landing_of(groups_of(policies["sectors"], SECTORS), landed))
        st.caption(
            text("progress.all_sectors", count=int((policies["sectors"].map(len) == 0).sum()))
        )
    with by_factor:
        draw("policies-factor", landing_of(groups_of(policies["factors"], FACTORS), landed))
        st.caption(text("progress.no_factor", count=int((policies["factors"].map(len) == 0).sum())))
    with by_district:
        draw("policies-district", landing_of(_holding(store, policies), landed))
        st.caption(text("progress.district_note"))
    landed = has_landed(projects)
    with by_sector:
        sectors = groups_of(projects["sector"].fillna(UNSTATED), CHOICES["sector"])
        draw("projects-sector", landing_of(sectors, landed))
    with by_factor:
        districts = groups_of(projects["district"], CHOICES["district"])
        draw("projects-district", landing_of(districts, landed))
        st.caption(text("progress.no_district", count=int(projects["district"].isna().sum())))


def _holding(store: Store, policies: pd.DataFrame) -> dict[str, Mask]:
    """Return for each district which policies hold in it or in a part of it."""
    return {
        district: policies.index.isin(store.policies_touching(f"district:{district}"))
        for district in CHOICES["district"]
    }


def _draw_landing(
    store: Store, view: View, text: Text, key: str, landings: Mapping[str, Landing]
) -> None:
    """Draw landed and not yet as stacked bars; a press filters."""
    of, name = key.split("-")
    label = option_labels(name, store.register.places, text)
    chosen = getattr(view, name)
    title = text(f"progress.{of}_landed", by=filter_label(name, text))
    rows = pd.DataFrame(
        [
            {
                "option": option,
                "label": label(option),
                "series": text(f"progress.{series}"),
                "rank": rank,
                "value": getattr(landing, series),
                "said": str(getattr(landing, series)),
                "total": f"{landing.landed} / {landing.landed + landing.not_yet}",
                "chosen": not chosen or option in chosen,
            }
            for option, landing in landings.items()
            for rank, series in enumerate(("landed", "not_yet"))
        ]
    )
    st.markdown(f"**{title}**")
    chart = bars(rows, unit=text("progress.count"), stacked_by=text("field.status"))
    draw_pickable(chart, f"progress-{key}", chosen, partial(_pick, name), title)


def _pick(name: str, picked: Picked) -> None:
    toggle_option(name, picked["option"])


def _draw_waiting(store: Store, projects: pd.DataFrame, policies: pd.DataFrame, text: Text) -> None:
    """Draw the lists of what has not landed."""
    waiting = policies[~has_landed(policies)]
    with st.expander(text("progress.list_policies", count=len(waiting))):
        table = policy_table(waiting, store.register.sources, text)
        draw_listing(store, listing_of(table, "waiting-policies"), text)
    waiting = projects[~has_landed(projects)]
    with st.expander(text("progress.list_projects", count=len(waiting))):
        words = ProjectWords(store.register, text)
        draw_listing(store, listing_of(words.table(waiting, WAITING), "waiting-projects"), text)


def _figures(figures: pd.DataFrame, text: Text) -> Chart:
    """Return published figures that have several dates, each on its own scale."""
    rows = pd.DataFrame(
        {
            "name": figures[f"name_{text.lang}"] + " (" + figures[f"unit_{text.lang}"] + ")",
            "day": figures["day"],
            "value": figures["value"],
            "said": [value_of(row, text) for row in figures.itertuples()],
            "as_of": [text.date(as_of) for as_of in figures["as_of"]],
        }
    )
    base = alt.Chart(width=300, height=110).encode(
        x=alt.X("day:T", title=None, axis=MONTHS), y=alt.Y("value:Q", title=None)
    )
    points = base.mark_line(color=BAR, point=alt.OverlayMarkDef(color=BAR)).encode(
        tooltip=[alt.Tooltip("as_of:N", title=text("indicators.as_of")), "said:N"]
    )
    numbers = base.mark_text(dy=-8, color=ink()).encode(text="said:N")
    facets: Chart = (
        alt.layer(points, numbers, data=rows)
        .facet(alt.Facet("name:N", title=None), columns=3)
        .resolve_scale(y="independent")
    )
    return facets
