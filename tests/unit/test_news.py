"""How fresh the news of projects is, and that a status is never said without its day."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Wedge

from briefing.content import make_briefing
from briefing.paper.map.bubbles import Bubble
from briefing.paper.map.marks import draw_bubble
from geo.ask.atlas import Atlas
from geo.ask.filters import ProjectFilter
from geo.register.fields import FIELD
from geo.register.load import Register
from geo.register.news import FINAL, NEWS_MONTHS, latest_day, news_of
from geo.say.project_words import ProjectWords, shown_in
from geo.view.view import View, period_end, view_from_query
from geo.words.text import text_in
from geo.words.vocabulary import NEWS, PROJECT_STATUSES
from tests.unit.tables import table

DAY = dt.date(2026, 5, 11)


@pytest.mark.parametrize(
    ("status", "date", "news"),
    [
        ("under_construction", "2024-05-11", "recent"),
        ("under_construction", "2024-05-10", "silent"),
        ("under_construction", "2024-05", "recent"),  # it may have been the 31st
        ("under_construction", "2024", "recent"),
        ("signed", "2023", "silent"),
        ("announced", "2024-04", "silent"),
        ("operating", "2020", "settled"),
        ("landed", "2025-06", "recent"),
        ("signed", "", None),
        ("operating", "", "settled"),
    ],
)
def test_news_is_old_after_two_years(status: str, date: str, news: str | None) -> None:
    found = news_of(pd.DataFrame({"status": [status], "date": [date]}), DAY)
    assert found.astype(object).where(found.notna(), None).tolist() == [news]


dates = st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))
written = st.tuples(dates, st.sampled_from([4, 7, 10])).map(lambda pair: str(pair[0])[: pair[1]])


@given(st.lists(st.tuples(st.sampled_from(PROJECT_STATUSES), written), min_size=1))
def test_news_follows_the_rule_for_any_records(rows: list[tuple[str, str]]) -> None:
    frame = pd.DataFrame(rows, columns=["status", "date"])
    limit = DAY.replace(year=DAY.year - NEWS_MONTHS // 12)
    for (status, date), found in zip(rows, news_of(frame, DAY), strict=True):
        old = "settled" if status in FINAL else "silent"
        assert found == ("recent" if period_end(date) >= limit else old)


def test_the_day_is_the_latest_first_day() -> None:
    assert latest_day(pd.Series(["2026", "", "2025-12-31"]), pd.Series(["2026-03"])) == dt.date(
        2026, 3, 1
    )


def test_every_old_unfinished_project_is_marked(register: Register) -> None:
    limit = register.day.replace(year=register.day.year - 2)
    silent = {
        row["id"]
        for row in table("projects")
        if row["status"] not in FINAL and row["date"] and period_end(row["date"]) < limit
    }
    projects = register.projects
    assert set(projects.loc[projects["news"] == "silent", "id"]) == silent
    assert 100 < len(silent) < len(projects)


def test_the_filter_is_absent_from_a_link_until_it_is_chosen(register: Register) -> None:
    assert "news" not in View().to_query()
    view = view_from_query({"news": "recent"})[0]
    assert view.to_query() == {"news": "recent"}
    mask = ProjectFilter(register.projects, register.places).select(view).mask
    assert mask.tolist() == (register.projects["news"] == "recent").tolist()
    assert set(FIELD["news"].options) == {*NEWS, "unstated"}


@pytest.mark.parametrize(
    ("lang", "id_", "said"),
    [
        ("zh", "PP009", "在建 · 2021年1月8日的消息（此后未见新消息）"),
        ("zh", "PP195", "已运营 · 2025年2月21日的消息"),
        ("en", "PP195", "Operating · as of 21 Feb 2025"),
        ("zh", "PX062", "已运营 · 日期不详"),
    ],
)
def test_a_status_is_said_with_its_day(register: Register, lang: str, id_: str, said: str) -> None:
    words = ProjectWords(register, text_in(lang))
    project = next(register.projects[register.projects["id"] == id_].itertuples())
    assert words.status(project) == said
    for where in ("popup", "table"):
        facts = {fact.field: fact.value for fact in words.facts(project, shown_in(where))}
        assert facts["status"] == said
    assert words.lines(register.projects[register.projects["id"] == id_])[0].cells["status"] == said


def test_files_have_the_day_and_the_news_in_columns_beside_the_status(register: Register) -> None:
    words = ProjectWords(register, text_in("zh"))
    frame = words.table(register.projects[register.projects["id"] == "PP009"])
    row = frame.iloc[0]
    assert (row["进展"], row["日期"], row["消息新旧"]) == ("在建", "2021-01-08", "两年以上未见消息")


@pytest.mark.parametrize("colour", ["area", "status"])
def test_a_bubble_of_which_nothing_was_heard_is_pale_on_paper(atlas: Atlas, colour: str) -> None:
    briefing = make_briefing(atlas, View(colour=colour))

    def lightness(news: str) -> float:
        rows = np.flatnonzero(atlas.register.projects["news"] == news)[:1]
        axes = Figure().add_subplot()
        draw_bubble(axes, Bubble(0, 0, 4, rows), briefing, size=7.5)
        mark = Circle if colour == "area" else Wedge
        *_, top = (patch for patch in axes.patches if isinstance(patch, mark))
        return min(to_rgb(top.get_facecolor()))

    assert lightness("silent") > 0.6 > lightness("recent")
