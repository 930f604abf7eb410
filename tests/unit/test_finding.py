"""The places that the server suggests while someone types."""

import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.ground.spot import read_spot
from geo.view.shapes import Circle, read_shape
from layers.assets import FIND_URL
from layers.found import SPOT_PREFIX
from ui.serve.finding import answer_find, suggest_places
from ui.store import shared_store

LIMIT_MS = 50


@pytest.fixture(scope="module")
def client() -> TestClient:
    shared_store().finder.prepare()
    return TestClient(Starlette(routes=[Route(FIND_URL, answer_find)]))


@pytest.mark.parametrize(
    ("typed", "name", "about"),
    [
        ("望京SOHO", "望京SOHO", "建筑 · 朝阳区 · 误差 243 米"),
        ("知春路站", "知春路站", "车站 · 海淀区 · 误差 250 米"),
        ("东三环 × 建国路", "东三环 × 建国路", "路口 · 朝阳区 · 误差 102 米"),
    ],
)
def test_a_place_is_suggested_in_words(
    client: TestClient, typed: str, name: str, about: str
) -> None:
    answer = client.get(FIND_URL, params={"q": typed, "lang": "zh"})
    assert answer.headers["cache-control"] == "no-store"
    first = answer.json()[0]
    assert (first["name"], first["about"], first["within"]) == (name, about, "3 公里内")
    spot = read_spot(first["key"].removeprefix(SPOT_PREFIX))
    circle = read_shape(first["near"])
    assert isinstance(circle, Circle)
    assert (circle.lon, circle.lat, circle.km) == (spot.lon, spot.lat, 3.0)


def test_english_says_how_a_name_sounds(client: TestClient) -> None:
    [first, *_] = client.get(FIND_URL, params={"q": "zhichunluzhan", "lang": "en"}).json()
    assert first["name"] == "Zhichunluzhan 知春路站"
    assert first["about"] == "Station · Haidian · ± 250 m"


def test_places_of_the_register_are_not_suggested_twice(client: TestClient) -> None:
    names = [place["name"] for place in client.get(FIND_URL, params={"q": "国贸"}).json()]
    assert names
    assert not [name for name in names if "CBD" in name]


@pytest.mark.parametrize("typed", ["", " ", "x" * 5000, "'; --", "<b>", "\x00", "实验室"])
def test_what_is_no_place_has_no_answer(client: TestClient, typed: str) -> None:
    answer = client.get(FIND_URL, params={"q": typed, "lang": "klingon"})
    assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("typed", ["国", "国贸", "guo", "zcl", "路", "116.46, 39.91", "朝阳 路"])
def test_an_answer_takes_no_longer_than_one_notices(typed: str) -> None:
    shared_store().finder.prepare()
    took = []
    for _ in range(5):
        before = time.process_time()
        suggest_places(typed, "zh")
        took.append((time.process_time() - before) * 1000)
    assert min(took) < LIMIT_MS
