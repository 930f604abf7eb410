"""Progress over time, walked through month by month with nothing but the csv module."""

from collections import defaultdict

import numpy as np
import pytest

from geo.ask.charts import singles
from geo.ask.filters import ProjectFilter
from geo.ask.progress import (
    figures_over_time,
    groups_of,
    has_landed,
    landing_of,
    policy_course,
    project_course,
)
from geo.ask.timeline import Timeline, months_of
from geo.register.load import Register
from geo.view.view import View, period_end, period_start
from geo.words.vocabulary import FACTORS, PROJECT_STATUSES, SECTORS
from tests.unit.tables import parts, table

SAMPLED = ("2020-12", "2021-02", "2021-09", "2022-12", "2024-01", "2026-02")


def single_ids() -> set[str]:
    return {row["id"] for row in table("projects") if row["aggregate"] == "no"}


def began(date: str, month: str) -> bool:
    """Tell whether the first day that a date may mean lies in a month or before it."""
    return bool(date) and (date + "-01")[:7] <= month


def status_by(month: str) -> dict[str, str]:
    """Return the status that each single project had reached by a month, walking its steps.

    They stand oldest first: one dated by its year does not begin before the one above it.
    """
    reached: dict[str, str] = {}
    begun: dict[str, str] = defaultdict(str)
    for step in table("history"):
        project = step["project"]
        if project in single_ids() and step["date"]:
            begun[project] = max(begun[project], (step["date"] + "-01")[:7])
            if begun[project] <= month:
                reached[project] = step["status"]
    return reached


@pytest.mark.parametrize("month", SAMPLED)
def test_projects_stand_where_their_steps_had_brought_them(register: Register, month: str) -> None:
    months = months_of(register.history["date"])
    course = project_course(register.history, singles(register.projects)["id"], months)
    expected = list(status_by(month).values())
    row = course.counts.loc[np.datetime64(month)]
    assert {s: row[s] for s in PROJECT_STATUSES} == {s: expected.count(s) for s in PROJECT_STATUSES}


def test_undated_projects_are_counted_beside(register: Register) -> None:
    months = months_of(register.history["date"])
    course = project_course(register.history, singles(register.projects)["id"], months)
    dated = {step["project"] for step in table("history") if step["date"]}
    assert course.undated == len(single_ids() - dated) > 0
    assert course.counts.iloc[-1].sum() + course.undated == len(single_ids())


def test_a_course_may_begin_late_and_counts_what_came_before(register: Register) -> None:
    whole = months_of(register.history["date"])
    late = whole[whole >= np.datetime64("2021-06")]
    ids = singles(register.projects)["id"]
    long = project_course(register.history, ids, whole).counts
    assert project_course(register.history, ids, late).counts.equals(long.loc[late[0] :])


@pytest.mark.parametrize("month", SAMPLED)
def test_policies_in_place_by_a_month(register: Register, month: str) -> None:
    months = months_of(register.policies["date"], register.projects["date"])
    course = policy_course(register.policies, months)
    for status in ("landed", "in_progress"):
        expected = sum(
            row["status"] == status and began(row["date"], month) for row in table("policies")
        )
        assert course.counts.loc[np.datetime64(month), status] == expected
    assert course.undated == sum(not row["date"] for row in table("policies"))


def test_the_published_figures_of_the_checklist(register: Register) -> None:
    figures = figures_over_time(register.indicators)
    checklist = figures[figures["name_zh"] == "清单政策已落地"]
    assert checklist["value"].tolist() == [90, 125, 137, 140, 207]
    days = ["2021-01-11", "2021-03", "2021-03-24", "2021-03-31", "2021-09-17"]
    assert checklist["as_of"].tolist() == days


def test_landed_and_not_by_sector_and_factor(register: Register) -> None:
    landed = has_landed(register.policies)
    by_sector = landing_of(groups_of(register.policies["sectors"], SECTORS), landed)
    by_factor = landing_of(groups_of(register.policies["factors"], FACTORS), landed)
    rows = table("policies")
    for sector, found in by_sector.items():
        own = [row["status"] == "landed" for row in rows if sector in parts(row["sectors"])]
        assert (found.landed, found.not_yet) == (sum(own), len(own) - sum(own))
    for factor, found in by_factor.items():
        own = [row["status"] == "landed" for row in rows if factor in parts(row["factors"])]
        assert (found.landed, found.not_yet) == (sum(own), len(own) - sum(own))


def test_an_operating_project_has_landed(register: Register) -> None:
    assert has_landed(register.projects).sum() == sum(
        row["status"] in {"landed", "operating"} for row in table("projects")
    )


def test_the_timeline_adds_every_dated_project_once(register: Register) -> None:
    timeline = Timeline(register.projects)
    everything = np.ones(len(register.projects), dtype=bool)
    months = np.datetime_as_string(timeline.months)
    added = dict(zip(months, timeline.count(everything), strict=True))
    dates = [row["date"] for row in table("projects")]
    for month in SAMPLED:
        assert added[month] == sum((date + "-01")[:7] == month for date in dates if date)
    assert sum(added.values()) + timeline.undated(everything) == len(dates)
    assert timeline.undated(everything) == dates.count("")


@pytest.mark.parametrize(("start", "end"), [("2021-02", "2021-02"), ("2021-06", "2024-03")])
def test_a_span_of_months_holds_what_the_filter_of_that_period_lets_through(
    register: Register, start: str, end: str
) -> None:
    timeline = Timeline(register.projects)
    everything = np.ones(len(register.projects), dtype=bool)
    months = np.datetime_as_string(timeline.months)
    began = timeline.count(everything)[months <= end].sum()
    over = timeline.count_ended(everything)[months < start].sum()
    view = View(start=period_start(start), end=period_end(end))
    selected = ProjectFilter(register.projects, register.places).select(view).mask
    assert began - over == selected.sum() > 0
