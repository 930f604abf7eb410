"""What the server makes of a text while someone types it."""

import time

import pytest
from starlette.applications import Starlette
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.ground.spot import read_spot
from geo.view.shapes import Circle, read_shape
from layers.assets import FIND_URL
from layers.found import SPOT_PREFIX
from ui.serve.finding import answer_find, understand
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
    first = answer.json()["places"][0]
    assert (first["name"], first["about"]) == (name, about)
    spot = read_spot(first["key"].removeprefix(SPOT_PREFIX))
    circle = read_shape(first["near"])
    assert isinstance(circle, Circle)
    assert (circle.lon, circle.lat, circle.km) == (spot.lon, spot.lat, 3.0)


def test_english_says_how_a_name_sounds(client: TestClient) -> None:
    [first, *_] = client.get(FIND_URL, params={"q": "zhichunluzhan", "lang": "en"}).json()["places"]
    assert first["name"] == "Zhichunluzhan 知春路站"
    assert first["about"] == "Station · Haidian · ± 250 m"


def test_places_of_the_register_are_not_suggested_twice(client: TestClient) -> None:
    found = client.get(FIND_URL, params={"q": "国贸"}).json()
    names = [place["name"] for place in found["places"]]
    assert names
    assert not [name for name in names if "CBD" in name]


@pytest.mark.parametrize("typed", ["", " ", "x" * 5000, "'; --", "<b>", "\x00", "实验室"])
def test_what_is_no_place_is_mere_text(client: TestClient, typed: str) -> None:
    answer = client.get(FIND_URL, params={"q": typed, "lang": "klingon"})
    assert answer.status_code == 200
    found = answer.json()
    assert (found["places"], found["leads"]) == ([], False)
    assert [one["key"].partition(":")[0] for one in found["conditions"]] == ["text"] * bool(
        typed.strip()
    )


@pytest.mark.parametrize(
    ("typed", "name", "about", "leads"),
    [
        ("朝阳 金融 在建 2023", "金融 · 朝阳区 · 在建 · 从 2023-01-01 · 到 2023-12-31", "", True),
        ("金融 国贸旁", "金融", "“国贸旁”不是筛选条件，按文字查找", True),
        ("朝阳", "朝阳区", "", False),
    ],
)
def test_words_that_name_conditions_are_said(
    client: TestClient, typed: str, name: str, about: str, *, leads: bool
) -> None:
    found = client.get(FIND_URL, params={"q": typed, "lang": "zh"}).json()
    first = found["conditions"][0]
    assert (first["name"], first["about"], found["leads"]) == (name, about, leads)
    assert first["key"] == f"conditions:{typed}"


@pytest.mark.parametrize("typed", ["国", "国贸", "guo", "zcl", "路", "116.46, 39.91", "朝阳 路"])
def test_an_answer_takes_no_longer_than_one_notices(typed: str) -> None:
    shared_store().finder.prepare()
    took = []
    for _ in range(5):
        before = time.process_time()
        understand(typed, "zh")
        took.append((time.process_time() - before) * 1000)
    assert min(took) < LIMIT_MS
