"""The ground as it is sent: two small parts that together hold all of it."""

import json

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo.ground.streets import read_streets
from layers.assets import Asset
from layers.ground import PARTS, ground_parts

KB = 1000
MOST_BYTES = {"main": 30 * KB, "streets": 110 * KB}


@pytest.fixture(scope="module")
def streets() -> gpd.GeoDataFrame:
    return read_streets()


@pytest.fixture(scope="module")
def parts(streets: gpd.GeoDataFrame) -> dict[str, Asset]:
    return dict(ground_parts(streets))


def sent(part: Asset) -> list[dict[str, object]]:
    features: list[dict[str, object]] = json.loads(part.body)
    return features


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_small(parts: dict[str, Asset], name: str) -> None:
    assert 0 < len(parts[name].packed) <= MOST_BYTES[name]


def test_the_parts_hold_every_feature_once(
    streets: gpd.GeoDataFrame, parts: dict[str, Asset]
) -> None:
    main, more = (sent(parts[name]) for name in PARTS)
    assert len(main) + len(more) == len(streets)
    assert {feature["kind"] for feature in more} == {"road"}
    assert min(int(str(feature["class"])) for feature in more) == 2
    assert max(int(str(feature.get("class", 0))) for feature in main) == 1
    assert sum("ring" in feature for feature in main) == 5


def test_vertices_come_back_as_they_were(
    streets: gpd.GeoDataFrame, parts: dict[str, Asset]
) -> None:
    came = [feature for name in PARTS for feature in sent(parts[name])]
    ordered = [*streets[streets["class"].fillna(0) < 2].geometry]
    ordered += [*streets[streets["class"] >= 2].geometry]
    for feature, shape in zip(came, ordered, strict=True):
        steps = np.array(feature["deltas"]).reshape(-1, 2)
        there = shapely.get_coordinates(shape)
        assert np.abs(np.cumsum(steps, axis=0) / 1e5 - there).max() < 1e-9


def test_what_a_feature_has_not_is_not_sent(parts: dict[str, Asset]) -> None:
    for name in PARTS:
        assert all(None not in feature.values() for feature in sent(parts[name]))


def test_no_ground_is_two_empty_parts(streets: gpd.GeoDataFrame) -> None:
    empty = ground_parts(streets.iloc[:0])
    assert [sent(empty[name]) for name in PARTS] == [[], []]
