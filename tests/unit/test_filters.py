"""Filters: masks and the count beside every option, recomputed plainly with pandas."""

import calendar
import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.ask.filters import PROJECT_FILTERS, ProjectFilter
from geo.ask.search import ProjectText
from geo.ask.within_shape import ShapeSelector, outlines_of
from geo.register.fields import FILTERS
from geo.register.load import Register
from geo.view.view import CHOICES, View
from tests.unit.strategies import views
from tests.unit.tables import by_id, table

OF_GAPS = {field.name: field.unstated for field in FILTERS if field.unstated}


@pytest.fixture(scope="module")
def projects(register: Register) -> pd.DataFrame:
    return register.projects


@pytest.fixture(scope="module")
def shapes(project_filter: ProjectFilter) -> ShapeSelector:
    return project_filter.shapes


@pytest.fixture(scope="module")
def project_filter(register: Register) -> ProjectFilter:
    outlines = outlines_of(register.districts, register.zones)
    return ProjectFilter(register.projects, register.places, outlines)


@pytest.fixture(scope="module")
def text(register: Register) -> ProjectText:
    return ProjectText(register.projects, register.places)


# the same, plainly


def first_day(date: str) -> dt.date:
    """Return the first day that ``2021``, ``2021-02`` or ``2021-02-03`` may mean."""
    year, month, day = [*map(int, date.split("-")), 1, 1][:3]
    return dt.date(year, month, day)


def last_day(date: str) -> dt.date:
    """Return the last day that ``2021``, ``2021-02`` or ``2021-02-03`` may mean."""
    given_ = [int(part) for part in date.split("-")]
    month = given_[1] if len(given_) > 1 else 12
    day = given_[2] if len(given_) > 2 else calendar.monthrange(given_[0], month)[1]
    return dt.date(given_[0], month, day)


def in_period(date: str, start: dt.date | None, end: dt.date | None) -> bool:
    """Tell whether some day that a date may mean lies in a period, open where None."""
    if start is None and end is None:
        return True
    return bool(date) and (
        (start is None or last_day(date) >= start) and (end is None or first_day(date) <= end)
    )


def passes(
    view: View, projects: pd.DataFrame, text: ProjectText, inside: pd.Series
) -> dict[str, pd.Series]:
    """Return for every filter which projects pass it."""
    passed = {}
    for name in PROJECT_FILTERS:
        values = projects[name].astype(object).where(projects[name].notna(), OF_GAPS.get(name))
        chosen = getattr(view, name)
        passed[name] = values.isin(chosen) if chosen else values.map(lambda _: True)
    passed["period"] = projects["date"].map(lambda date: in_period(date, view.start, view.end))
    passed["q"] = pd.Series(~text.lacks(view.q))
    passed["shape"] = inside
    return {name: series.astype(bool) for name, series in passed.items()}


def all_but(passed: dict[str, pd.Series], *left_out: str) -> pd.Series:
    """Return which projects pass every filter, but for those left out."""
    kept = [series for name, series in passed.items() if name not in left_out]
    return pd.concat(kept, axis=1).all(axis=1)


@settings(max_examples=60)
@given(views())
def test_masks_and_counts_of_any_view(
    projects: pd.DataFrame,
    text: ProjectText,
    project_filter: ProjectFilter,
    shapes: ShapeSelector,
    view: View,
) -> None:
    everything = np.ones(len(projects), dtype=bool)
    inside = everything if view.shape is None else shapes.inside(view.shape).mask
    passed = passes(view, projects, text, pd.Series(inside))
    selection = project_filter.select(view)
    assert selection.mask.tolist() == all_but(passed).tolist()
    assert set(selection.counts) == set(PROJECT_FILTERS)
    for name, counts in selection.counts.items():
        others = projects[all_but(passed, name)]
        values = others[name].astype(object).where(others[name].notna(), OF_GAPS.get(name))
        expected = [int((values == option).sum()) for option in CHOICES[name]]
        assert counts.tolist() == expected, name
    hidden = all_but(passed, "period") & ~passed["period"] & (projects["date"] == "")
    assert selection.undated == hidden.sum()
    beyond = all_but(passed, "shape") & ~passed["shape"]
    assert selection.unplaced == (beyond & (projects["level"] != "point")).sum()
    unsure = everything & False if view.shape is None else shapes.inside(view.shape).unsure
    assert selection.unsure_in == (all_but(passed) & unsure).sum()
    assert selection.unsure_out == (beyond & unsure).sum()


@pytest.mark.parametrize("name", PROJECT_FILTERS)
def test_options_share_out_the_whole_register(
    project_filter: ProjectFilter, projects: pd.DataFrame, name: str
) -> None:
    selection = project_filter.select(View())
    assert selection.mask.all()
    gaps = 0 if name in OF_GAPS else int(projects[name].isna().sum())
    assert selection.counts[name].sum() + gaps == len(projects)
    for option, count in zip(CHOICES[name], selection.counts[name], strict=True):
        alone = project_filter.select(replace(View(), **{name: (option,)}))
        assert alone.mask.sum() == count, option


def test_all_districts_hide_no_project(
    project_filter: ProjectFilter, projects: pd.DataFrame
) -> None:
    assert projects["district"].isna().any()
    assert project_filter.select(View(district=CHOICES["district"])).mask.all()


def test_a_count_says_how_many_more_one_would_see(project_filter: ProjectFilter) -> None:
    view = View(sector=("finance",), status=("operating",))
    counts = project_filter.select(view).counts["sector"]
    for option, count in zip(CHOICES["sector"], counts, strict=True):
        seen = project_filter.select(replace(view, sector=(option,))).mask.sum()
        assert seen == count, option


@given(view=views(), name=st.sampled_from(PROJECT_FILTERS))
@settings(max_examples=40)
def test_lifting_a_filter_never_hides(project_filter: ProjectFilter, view: View, name: str) -> None:
    narrow = project_filter.select(view).mask
    wide = project_filter.select(replace(view, **{name: ()})).mask
    assert not (narrow & ~wide).any()


def test_factors_hide_no_project(project_filter: ProjectFilter) -> None:
    assert project_filter.select(View(factor=("land",))).mask.all()


# period


def ids(project_filter: ProjectFilter, projects: pd.DataFrame, view: View) -> set[str]:
    """Return the ids of the projects that pass a view."""
    return set(projects["id"][project_filter.select(view).mask])


@pytest.mark.parametrize(
    ("date", "start", "end", "inside"),
    [
        ("2021-02-03", "2021-02-03", "2021-02-03", True),
        ("2021-02-03", "2021-02-04", None, False),
        ("2021-02-03", None, "2021-02-02", False),
        ("2021-02", "2021-02-28", None, True),  # it may have been on the last day
        ("2021-02", None, "2021-02-01", True),  # or on the first
        ("2021-02", "2021-03-01", None, False),
        ("2024-02", "2024-02-29", None, True),
        ("2021", "2021-12-31", None, True),
        ("2021", "2022-01-01", None, False),
        ("2021", None, "2020-12-31", False),
        ("2021", "2021-05-01", "2021-05-02", True),
        ("", "1990-01-01", "2035-12-31", False),
        ("", None, None, True),
    ],
)
def test_imprecise_dates_count_wherever_they_may_lie(
    register: Register, date: str, start: str | None, end: str | None, *, inside: bool
) -> None:
    one = register.projects.head(1).assign(date=date)
    view = View(
        start=dt.date.fromisoformat(start) if start else None,
        end=dt.date.fromisoformat(end) if end else None,
    )
    selection = ProjectFilter(one, register.places).select(view)
    assert selection.mask.tolist() == [inside]
    assert selection.undated == (date == "" and start is not None)


def test_undated_projects_are_counted_where_only_the_period_hides_them(
    project_filter: ProjectFilter, projects: pd.DataFrame
) -> None:
    undated = [row for row in table("projects") if not row["date"]]
    assert undated
    ever = View(start=dt.date(1900, 1, 1))
    selection = project_filter.select(ever)
    assert selection.undated == len(undated)
    assert selection.mask.sum() == len(table("projects")) - len(undated)
    assert project_filter.select(View()).undated == 0
    status = undated[0]["status"]
    among = [row for row in undated if row["status"] == status]
    assert project_filter.select(replace(ever, status=(status,))).undated == len(among)
    assert ids(project_filter, projects, View()) >= {row["id"] for row in undated}


# text


@pytest.mark.parametrize("query", ["小米", "Xiaomi", "xiaomi", "XIAOMI ev", "汽车 小米", "pp010"])
def test_xiaomis_plant_is_found_in_both_languages(
    project_filter: ProjectFilter, projects: pd.DataFrame, query: str
) -> None:
    assert "PP010" in ids(project_filter, projects, View(q=query))


@pytest.mark.parametrize(
    "query", ["亦庄组团", "E-town", "通州区", "tongzhou", "马驹桥", "Majuqiao"]
)
def test_a_project_is_found_by_its_place_cluster_and_district(
    project_filter: ProjectFilter, projects: pd.DataFrame, query: str
) -> None:
    assert "PP010" in ids(project_filter, projects, View(q=query))


def test_a_project_is_found_by_every_alias_of_its_place(
    project_filter: ProjectFilter, projects: pd.DataFrame
) -> None:
    aliased = {row["id"]: row["aliases"].split(";") for row in table("places") if row["aliases"]}
    for place in {row["place"] for row in table("projects")} & set(aliased):
        there = {row["id"] for row in table("projects") if row["place"] == place}
        for alias in aliased[place]:
            assert there <= ids(project_filter, projects, View(q=alias)), alias


def test_every_word_must_be_there(project_filter: ProjectFilter, projects: pd.DataFrame) -> None:
    both = ids(project_filter, projects, View(q="tongzhou bank"))
    tongzhou = ids(project_filter, projects, View(q="tongzhou"))
    assert both == tongzhou & ids(project_filter, projects, View(q="bank"))
    assert both < tongzhou


def test_every_project_is_found_by_each_of_its_names(
    project_filter: ProjectFilter, projects: pd.DataFrame
) -> None:
    for row in list(by_id("projects").values())[::17]:
        for column in ("id", "name_zh", "name_en"):
            assert row["id"] in ids(project_filter, projects, View(q=row[column])), row[column]


@pytest.mark.parametrize("query", ["no such thing", ".*", "(", "%", "\\", "<img src=x>"])
def test_what_is_nowhere_finds_nothing(project_filter: ProjectFilter, query: str) -> None:
    selection = project_filter.select(View(q=query))
    found = [row for row in table("projects") if query in " ".join(row.values())]
    if not found:
        assert not selection.mask.any()
    assert isinstance(selection.mask, np.ndarray)


def test_blanks_search_for_nothing(project_filter: ProjectFilter) -> None:
    assert project_filter.select(View(q="   ")).mask.all()


LIFTED = {"period": {"start": None, "end": None}, "q": {"q": ""}, "shape": {"shape": None}}
"""What a view is without a filter, by the filter's name; any other is without its options."""


@given(view=views())
@settings(max_examples=40, deadline=None)
def test_where_nothing_passes_each_condition_says_what_it_alone_hides(
    project_filter: ProjectFilter, view: View
) -> None:
    selection = project_filter.select(view)
    assert bool(selection.lifted) <= (not selection.mask.any())
    for name, count in selection.lifted.items():
        without = replace(view, **LIFTED.get(name, {name: ()}))
        assert int(project_filter.select(without).mask.sum()) == count


def test_a_condition_that_alone_stands_in_the_way_is_named(project_filter: ProjectFilter) -> None:
    view = View(sector=("education",), status=("registered",))
    lifted = project_filter.select(view).lifted
    assert lifted["sector"] == project_filter.select(replace(view, sector=())).mask.sum() > 0
