"""The tables in data/: every record valid, sourced and tied to records that exist."""

import re
import shutil
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pyproj import Transformer

from geo import records
from geo.errors import RegisterError
from geo.register import Register, load_register, row_of
from tests.unit.tables import DATA, by_id, parts, table

MODELS: dict[str, type[records.Record]] = {
    "history": records.HistoryStep,
    "indicators": records.Indicator,
    "places": records.Place,
    "policies": records.Policy,
    "projects": records.Project,
    "sources": records.Source,
}
WITH_ID = sorted(set(MODELS) - {"history"})
LATEST = "2026-02"  # when the material was gathered
CHINESE = re.compile(r"[\u4e00-\u9fff]")
ABROAD = {"daxing_airport"}  # its terminal lies in no district of Beijing


# records


@pytest.mark.parametrize("name", MODELS)
def test_every_row_is_a_valid_record(name: str) -> None:
    assert table(name)
    for row in table(name):
        MODELS[name].model_validate(row)


@pytest.mark.parametrize("name", WITH_ID)
def test_ids_are_unique_and_safe_in_a_link(name: str) -> None:
    ids = [row["id"] for row in table(name)]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z0-9_.-]+", id_) for id_ in ids)


@pytest.mark.parametrize("name", MODELS)
def test_cells_are_plain_trimmed_text(name: str) -> None:
    for row in table(name):
        for column, cell in row.items():
            assert cell == cell.strip(), (row, column)
            assert not re.search(r"[<>\x00-\x09\x0b-\x1f]|\$\{", cell), (row, column)


@pytest.mark.parametrize("name", MODELS)
def test_both_languages_say_something_where_one_does(name: str) -> None:
    for row in table(name):
        for column in row:
            if column.endswith("_zh"):
                english = row[column.removesuffix("zh") + "en"]
                assert bool(row[column]) == bool(english), (row, column)
                assert not CHINESE.search(english), (row, column)


def test_the_register_keeps_every_row(register: Register) -> None:
    assert register.projects["id"].tolist() == [row["id"] for row in table("projects")]
    assert register.policies.index.tolist() == [row["id"] for row in table("policies")]
    assert register.sources.index.tolist() == [row["id"] for row in table("sources")]
    assert register.indicators.index.tolist() == [row["id"] for row in table("indicators")]
    assert len(register.history) == len(table("history"))
    named = {f"place:{row['id']}" for row in table("places")}
    assert named <= set(register.places.places)
    # beside them: the city, the free-trade zone, 16 districts, 3 areas and 7 clusters
    assert len(register.places.places) == len(named) + 1 + 1 + 16 + 3 + 7


# sources


@pytest.mark.parametrize("name", ["projects", "policies"])
def test_every_record_names_sources_that_exist(name: str) -> None:
    for row in table(name):
        assert parts(row["sources"]), row["id"]
        assert set(parts(row["sources"])) <= set(by_id("sources")), row["id"]


@pytest.mark.parametrize("name", ["history", "indicators"])
def test_every_step_and_figure_names_a_source_that_exists(name: str) -> None:
    assert {row["source"] for row in table(name)} <= set(by_id("sources"))


@pytest.mark.parametrize("name", ["projects", "policies"])
def test_no_record_is_surer_than_its_sources(name: str) -> None:
    for row in table(name):
        classes = {by_id("sources")[id_]["class"] for id_ in parts(row["sources"])}
        if classes == {"D"}:
            assert row["confidence"] == "low", row["id"]
        if classes <= {"C", "D"}:
            assert row["confidence"] != "high", row["id"]


def test_reposts_are_cited_without_their_link() -> None:
    assert not any(row["url"] for row in table("sources") if row["class"] == "C")


# ties between records


def test_every_project_has_a_history_that_ends_where_it_stands() -> None:
    steps = defaultdict(list)
    for row in table("history"):
        steps[row["project"]].append((row["status"], row["date"]))
    assert set(steps) == set(by_id("projects"))
    for project in table("projects"):
        assert (project["status"], project["date"]) in steps[project["id"]], project["id"]


def test_histories_cite_the_sources_of_their_project() -> None:
    for row in table("history"):
        assert row["source"] in parts(by_id("projects")[row["project"]]["sources"]), row


def test_parts_belong_to_aggregates_and_to_no_circle() -> None:
    projects = by_id("projects")
    for row in projects.values():
        seen = [row["id"]]
        while whole := projects[seen[-1]]["part_of"]:
            assert projects[whole]["aggregate"] == "yes", whole
            assert whole not in seen
            seen.append(whole)


def test_policies_and_places_name_places_that_exist(register: Register) -> None:
    known = set(register.places.places)
    for row in table("policies"):
        assert set(parts(row["scope"])) <= known, row["id"]
    for row in table("places"):
        assert row["parent"] in known, row["id"]
    for row in table("projects"):
        assert not row["place"] or f"place:{row['place']}" in known, row["id"]


@pytest.mark.parametrize(("name", "column"), [("projects", "date"), ("policies", "date")])
def test_nothing_lies_in_the_future(name: str, column: str) -> None:
    assert max(row[column] for row in table(name)) <= LATEST
    assert max(row["as_of"] for row in table("indicators")) <= LATEST


@pytest.mark.parametrize(
    ("id_", "value", "as_of"), [("F001", 251, "2021-03"), ("F002", 125, "2021-03")]
)
def test_the_programme_figures_of_the_seed(id_: str, value: float, as_of: str) -> None:
    row = by_id("indicators")[id_]
    assert (float(row["value"]), row["as_of"], row["source"]) == (value, as_of, "SEED")


# the ground


def test_anchors_lie_in_beijing_and_in_their_district(register: Register) -> None:
    districts = register.districts.geometry
    for row in table("places"):
        if row["lon_wgs84"]:
            point = shapely.Point(float(row["lon_wgs84"]), float(row["lat_wgs84"]))
            found = set(districts.index[districts.covers(point)])
            place = register.places[f"place:{row['id']}"]
            assert bool(found) == (row["id"] not in ABROAD), row["id"]
            assert found <= set(place.districts), row["id"]
            assert place.anchor == (point.x, point.y)


def test_points_of_projects_lie_in_beijing(register: Register) -> None:
    city = shapely.union_all(register.districts.geometry.to_numpy())
    own = register.projects[register.projects["lon_wgs84"].notna()]
    assert shapely.covers(city, shapely.points(own["lon_wgs84"], own["lat_wgs84"])).all()


def albers_km2(frame: gpd.GeoDataFrame) -> "gpd.pd.Series[float]":
    """Return areas by an equal-area projection of our own, not by geodesics."""
    albers = "+proj=aea +lat_1=39.5 +lat_2=41 +lat_0=40 +lon_0=116.4 +datum=WGS84"
    to_metres = Transformer.from_crs("EPSG:4326", albers, always_xy=True)
    shapes = shapely.transform(
        frame.geometry.to_numpy(), to_metres.transform, interleaved=False
    )
    return gpd.pd.Series(shapely.area(shapes) / 1e6, index=frame.index)


def test_official_areas_are_kept_by_the_shapes(register: Register) -> None:
    zones = register.zones
    measured = albers_km2(zones)
    official = zones["official_km2"].copy()
    official["business"] = 47.29  # its parts; the published sum is 48.34
    stated = official.notna()
    assert stated.sum() == 3 + 7 + 4 + 1
    assert (measured[stated] / official[stated] - 1).abs().max() < 0.01


def test_areas_add_up(register: Register) -> None:
    zones = register.zones
    measured = albers_km2(zones)
    clusters = zones[zones["kind"] == "cluster"]
    assert zones.loc[zones["kind"] == "area", "official_km2"].sum() == pytest.approx(119.68)
    assert clusters["official_km2"].sum() == pytest.approx(119.68 - (48.34 - 47.29))
    parts_km2 = measured[clusters.index].groupby(clusters["parent"]).sum()
    assert parts_km2.to_dict() == pytest.approx(measured[parts_km2.index].to_dict(), rel=1e-3)
    assert albers_km2(register.districts).sum() == pytest.approx(16_410.54, rel=0.005)


def test_a_row_is_found_by_its_id(register: Register) -> None:
    assert row_of(register.sources, "SEED").title == by_id("sources")["SEED"]["title"]
    with pytest.raises(KeyError):
        row_of(register.sources, "no such source")
