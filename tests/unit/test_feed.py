"""The feed of a link: valid, the same ids every time, and what the register's history says."""

import datetime as dt
from typing import Any

import feedparser
import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.keep.recent import ProjectChange
from geo.register.load import load_register
from ui.serve.feed import MOST, answer_feed, feed_of
from ui.store import Store

ROOT = "https://map.example/zones"


@pytest.fixture(scope="module")
def store() -> Store:
    return Store(load_register())


def read(store: Store, **query: str) -> Any:
    feed = feedparser.parse(feed_of(store, query, ROOT))
    assert not feed.bozo, feed.bozo_exception
    assert feed.version == "atom10"
    return feed


def test_it_says_every_dated_step_of_the_projects_of_a_link(store: Store) -> None:
    feed = read(store, focus="cluster:tongzhou", sector="finance")
    register = store.register
    projects = register.projects
    chosen = projects["id"][(projects["cluster"] == "tongzhou") & (projects["sector"] == "finance")]
    steps = register.history[register.history["project"].isin(chosen)]
    dated = steps[steps["date"] != ""]
    assert len(feed.entries) == len(dated)
    assert len(dated) > 3
    names = projects.set_index("id")["name_zh"]
    titles = [entry.title for entry in feed.entries]
    assert all(any(t.startswith(names[id_]) for t in titles) for id_ in dated["project"])
    assert "通州" in feed.feed.title
    assert "金融" in feed.feed.title


@pytest.mark.parametrize(("lang", "source"), [("zh", "来源："), ("en", "Source: ")])
def test_a_step_is_said_in_whole_sentences_with_its_source(
    store: Store, lang: str, source: str
) -> None:
    entries = read(store, focus="cluster:tongzhou", sector="finance", lang=lang).entries
    assert all(source in entry.summary for entry in entries)
    assert not any(mark in entry.summary for entry in entries for mark in ("。；", ".;", ".；"))


def test_the_newest_come_first_and_no_more_than_a_reader_wants(store: Store) -> None:
    feed = read(store)
    moments = [entry.updated_parsed for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    assert len(moments) == MOST
    assert feed.feed.updated_parsed == moments[0]


def test_ids_are_stable_and_no_two_are_the_same(store: Store) -> None:
    first, again = read(store, lang="zh"), read(store, lang="en")
    ids = [entry.id for entry in first.entries]
    assert len(set(ids)) == len(ids)
    assert ids == [entry.id for entry in again.entries]
    assert first.feed.id != again.feed.id


def test_links_lead_to_the_page_below_its_prefix(store: Store) -> None:
    feed = read(store, sector="health", lang="en")
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == f"{ROOT}/feed.atom?lang=en&sector=health"
    assert links["alternate"] == f"{ROOT}/?lang=en&sector=health"
    assert feed.entries[0].link.startswith(f"{ROOT}/?focus=project%3A")


def test_what_changes_added_and_corrected_is_in_it(store: Store) -> None:
    moment = dt.datetime(2026, 6, 1, 8, tzinfo=dt.UTC)
    cells = {"status": "announced"}, {"status": "landed"}
    after = Store(store.register)
    after.changes = (
        ProjectChange("PS010", moment, "added"),
        ProjectChange("PS007", moment, "corrected", *cells),
        ProjectChange("GONE", moment, "removed"),
    )
    feed = read(after)
    latest = {entry.title: entry for entry in feed.entries[:2]}
    assert "新增：北京经开区129个“两区”重点项目集中签约" in latest
    corrected = latest["更正：数字人民币冬奥试点：地铁大兴机场线"]
    assert corrected.summary == "进展"
    assert corrected.updated == "2026-06-01T08:00:00+00:00"


def test_an_empty_view_is_an_empty_feed(store: Store) -> None:
    feed = read(store, q="no such project anywhere")
    assert feed.entries == []


def test_it_is_answered_as_a_feed() -> None:
    client = TestClient(Starlette(routes=[Route("/feed.atom", answer_feed)]))
    answer = client.get("/feed.atom?focus=district:110112&from=2020-01-01&colour=x%00y&q=%01%08")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert not feedparser.parse(answer.content).bozo
