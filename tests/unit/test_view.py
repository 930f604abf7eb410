"""A view and its link say the same thing; a bad link still gives a view, and says what was bad."""

import dataclasses
import datetime as dt
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geo.errors import DateOrderError, ParameterError
from geo.view.view import (
    CHOICES,
    NOT_FILTERS,
    TEXT_LIMIT,
    View,
    period_end,
    period_start,
    view_from_query,
)
from tests.unit.strategies import views

PARAMETERS = {
    "lang",
    *CHOICES,
    "from",
    "to",
    "q",
    "shape",
    "metric",
    "basemap",
    "focus",
    "point",
    "weights",
    "profile",
    "shortlist",
    "extent",
    "compare",
    "check",
    "tab",
}
BAD = {
    "lang": "fr",
    **dict.fromkeys(CHOICES, "nonsense"),
    "from": "spring",
    "to": "2021-13",
    "shape": "triangle:1,2,3",
    "metric": "jobs",
    "basemap": "google",
    "point": "2.35,48.86",
    "weights": "9,1,1,1",
    "profile": "foreign,martian",
    "shortlist": "cluster:etown",
    "extent": "117,39,116,40",
    "compare": "cluster:nowhere",
    "check": "tidiness",
    "tab": "kitchen",
}

any_text = st.text(max_size=200)
queries = st.dictionaries(
    st.sampled_from(sorted(PARAMETERS)) | any_text,
    any_text | st.text(string.digits + "-,", max_size=12) | st.sampled_from(sorted(BAD.values())),
)


@given(views())
@example(View(q="\x08\ud800"))
def test_a_link_leads_back_to_its_view(view: View) -> None:
    assert view_from_query(view.to_query()) == (view, [])


@given(views())
def test_a_link_holds_no_default_and_no_foreign_parameter(view: View) -> None:
    query = view.to_query()
    assert set(query) <= PARAMETERS
    for name in query:
        shorter = {key: text for key, text in query.items() if key != name}
        assert view_from_query(shorter)[0] != view


def test_the_default_view_has_a_bare_link() -> None:
    assert View().to_query() == {}
    assert view_from_query({}) == (View(), [])
    assert view_from_query(dict.fromkeys(PARAMETERS, "")) == (View(), [])


def test_the_browser_language_holds_where_the_link_gives_none() -> None:
    assert view_from_query({}, "en")[0].lang == "en"
    assert view_from_query({"lang": "zh"}, "en")[0].lang == "zh"
    assert view_from_query({"lang": "fr"}, "en")[0].lang == "en"


def test_several_values_are_joined_by_commas() -> None:
    view = View(sector=("finance", "health"), district=("110105", "110115"), cluster=("none",))
    assert view.to_query() == {
        "sector": "finance,health",
        "district": "110105,110115",
        "cluster": "none",
    }


@pytest.mark.parametrize("name", CHOICES)
def test_all_options_of_a_filter_are_no_filter(name: str) -> None:
    every = CHOICES[name]
    whole = View(**{name: every[::-1], "q": "BDA"})  # type: ignore[arg-type]
    assert whole == View(q="BDA")
    assert view_from_query({name: ",".join(every)}) == (View(), [])
    nearly = View(**{name: every[1:]})  # type: ignore[arg-type]
    assert getattr(nearly, name) == every[1:]
    assert name in nearly.to_query()


def test_order_doubles_and_blanks_between_commas_do_not_matter() -> None:
    view, problems = view_from_query({"sector": " health,,finance , health,"})
    assert view.sector == ("finance", "health")
    assert problems == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_value_falls_back_and_is_named_in_both_languages(name: str) -> None:
    view, problems = view_from_query({name: BAD[name], "focus": "cluster:etown"})
    assert view == View(focus="cluster:etown")
    [problem] = problems
    assert isinstance(problem, ParameterError)
    for lang in ("zh", "en"):
        assert name in problem.sentence(lang)
        assert BAD[name] in problem.sentence(lang)
    assert problem.sentence("zh") != problem.sentence("en")


def test_the_good_values_beside_a_bad_one_stay() -> None:
    view, problems = view_from_query({"sector": "finance,nonsense,health,rubbish"})
    assert view.sector == ("finance", "health")
    assert [problem.facts["value"] for problem in problems] == ["nonsense", "rubbish"]


def test_a_period_that_ends_before_it_starts_is_dropped() -> None:
    query = {"from": "2022", "to": "2021-06", "sector": "finance"}
    view, [problem] = view_from_query(query)
    assert view == View(sector=("finance",))
    assert isinstance(problem, DateOrderError)
    assert "2022-01-01" in problem.sentence("en")
    assert "2021-06-30" in problem.sentence("zh")


@given(queries)
@example({"to": "9999-12"})
@example({"from": "0000"})
@example({"from": "２０２１"})
@example({"q": "{0} {value}", "sector": "{0},{value}"})
def test_no_link_breaks_the_page(query: dict[str, str]) -> None:
    view, problems = view_from_query(query)
    assert view_from_query(view.to_query()) == (view, [])
    for problem in problems:
        assert problem.sentence("zh")
        assert problem.sentence("en")
        assert len(str(problem.facts.get("value", ""))) <= TEXT_LIMIT


def test_the_searched_text_is_cut_to_the_limit() -> None:
    view, problems = view_from_query({"q": "  " + "朝" * 500})
    assert 0 < len(view.q) <= TEXT_LIMIT
    assert set(view.q) == {"朝"}
    assert problems == []


@given(st.dates())
def test_a_day_is_its_own_period(day: dt.date) -> None:
    text = day.isoformat()
    assert period_start(text) == period_end(text) == day


@given(st.dates())
def test_a_month_ends_the_day_before_the_next(day: dt.date) -> None:
    month = day.isoformat()[:7]
    first, last = period_start(month), period_end(month)
    assert (first.year, first.month, first.day) == (day.year, day.month, 1)
    assert (last.year, last.month) == (day.year, day.month)
    assert last == dt.date.max or (last + dt.timedelta(days=1)).day == 1


def test_a_year_runs_from_january_to_december() -> None:
    assert period_start("2021") == dt.date(2021, 1, 1)
    assert period_end("2021") == dt.date(2021, 12, 31)


@pytest.mark.parametrize("text", ["", "21", "2021-2", "2021-02-30", "2021-02-03-04", " 2021"])
def test_what_is_no_date_is_refused(text: str) -> None:
    for read in (period_start, period_end):
        with pytest.raises(ValueError, match=r".*"):
            read(text)


@given(views())
def test_lifting_the_filters_keeps_how_things_are_shown(view: View) -> None:
    plain = view.without_filters()
    for name in NOT_FILTERS:
        assert getattr(plain, name) == getattr(view, name)
    filters = {"from", "to", "q", "shape", *CHOICES}
    assert filters.isdisjoint(plain.to_query())


def test_a_view_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        View().q = "x"  # type: ignore[misc]
