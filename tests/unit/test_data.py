"""The tables in data/: every record valid, sourced and tied to records that exist."""

import csv
import re
import shutil
from collections import defaultdict
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from pyproj import Transformer

from geo.errors import RegisterError
from geo.register import records
from geo.register.load import Register, load_register
from geo.register.measures import Clause, Condition
from geo.register.project import Project
from geo.say.project_words import ProjectWords
from geo.words.text import text_in
from tests.unit.tables import DATA, by_id, parts, table

MODELS: dict[str, type[records.Record]] = {
    "clauses": Clause,
    "conditions": Condition,
    "history": records.HistoryStep,
    "indicators": records.Indicator,
    "places": records.Place,
    "policies": records.Policy,
    "projects": Project,
    "services": records.Service,
    "sources": records.Source,
}
SHAPES = ("districts", "districts_coarse", "zones")
FILES = [*(f"{name}.csv" for name in MODELS), *(f"{name}.geojson" for name in SHAPES)]
WITH_ID = sorted(set(MODELS) - {"conditions", "history", "services"})
TO_UTM = Transformer.from_crs(4326, 32650, always_xy=True)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
OUTSIDE = {"daxing_airport"}  # its terminal lies in no district of Beijing


# records


@pytest.mark.parametrize("name", MODELS)
def test_every_row_is_a_valid_record(name: str) -> None:
    assert table(name)
    for row in table(name):
        MODELS[name].model_validate(row)


@pytest.mark.parametrize("name", MODELS)
def test_lines_end_alike_so_that_whoever_changes_a_row_changes_no_other(name: str) -> None:
    assert b"\r" not in (DATA / f"{name}.csv").read_bytes()


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
            if column != "operator":
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


@pytest.mark.parametrize("name", ["history", "indicators", "clauses", "conditions"])
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


def test_nothing_is_newer_than_the_newest_source() -> None:
    newest = max(row["date"] for row in table("sources"))
    dates = [row["date"] for name in ("projects", "policies", "history") for row in table(name)]
    dates += [row["as_of"] for row in table("indicators")]
    assert max(dates) <= newest


@pytest.mark.parametrize(
    ("id_", "value", "as_of"), [("F001", 251, "2021-03"), ("F002", 125, "2021-03")]
)
def test_the_programme_figures_of_the_seed(id_: str, value: float, as_of: str) -> None:
    row = by_id("indicators")[id_]
    assert (float(row["value"]), row["as_of"], row["source"]) == (value, as_of, "SEED")


# the ground


def test_anchors_lie_in_beijing_and_as_near_their_district_as_they_claim(
    register: Register,
) -> None:
    metric = register.districts.geometry.to_crs(32650)
    for row in table("places"):
        anchor = register.places[f"place:{row['id']}"].anchor
        assert (anchor is None) == (row["lon_wgs84"] == ""), row["id"]
        if anchor:
            assert anchor == (float(row["lon_wgs84"]), float(row["lat_wgs84"]))
            away = metric.distance(shapely.Point(TO_UTM.transform(*anchor)))
            assert (away.min() == 0) == (row["id"] not in OUTSIDE), row["id"]
            if row["district"]:
                assert away[row["district"]] <= float(row["radius_m"]), row["id"]


def test_points_of_projects_lie_in_beijing(register: Register) -> None:
    city = shapely.union_all(register.districts.geometry.to_numpy())
    own = register.projects[register.projects["lon_wgs84"].notna()]
    assert shapely.covers(city, shapely.points(own["lon_wgs84"], own["lat_wgs84"])).all()


def albers_km2(frame: gpd.GeoDataFrame) -> pd.Series:
    """Return areas by an equal-area projection of our own, not by geodesics."""
    albers = "+proj=aea +lat_1=39.5 +lat_2=41 +lat_0=40 +lon_0=116.4 +datum=WGS84"
    to_metres = Transformer.from_crs("EPSG:4326", albers, always_xy=True)
    shapes = shapely.transform(frame.geometry.to_numpy(), to_metres.transform, interleaved=False)
    return pd.Series(shapely.area(shapes) / 1e6, index=frame.index)


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
    assert register.rows["sources"]["SEED"].title == by_id("sources")["SEED"]["title"]
    with pytest.raises(KeyError):
        register.rows["sources"]["no such source"]


# what is refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of data/ that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def edit(path: Path, row: int, **cells: str) -> None:
    """Set cells of a row (0 is the first record) of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[row] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def refusal(folder: Path) -> RegisterError:
    """Return the error that loading a folder ends with, checked in both languages."""
    with pytest.raises(RegisterError) as raised:
        load_register(folder)
    error = raised.value
    assert "data/README.md" in error.sentence("zh")
    assert "data/README.md" in error.sentence("en")
    assert str(error.facts["file"]) in error.sentence("zh")
    assert str(folder) not in str(error)
    return error


def test_an_untouched_copy_loads(folder: Path, register: Register) -> None:
    pd.testing.assert_frame_equal(load_register(folder).projects, register.projects)


def test_a_list_without_amounts_has_numbers_for_them_and_is_put_in_words(folder: Path) -> None:
    path = folder / "projects.csv"
    projects = pd.read_csv(path, dtype=str, keep_default_na=False)
    projects.assign(investment_yi_cny="").to_csv(path, index=False)
    register = load_register(folder)
    assert register.projects["investment_yi_cny"].dtype == float
    text = text_in("en")
    lines = ProjectWords(register, text).lines(register.projects)
    assert {line.cells["investment"] for line in lines} == {"", text("fact.aggregate")}


OPTIONAL = ("clauses.csv", "conditions.csv")


@pytest.mark.parametrize("name", [name for name in FILES if name not in OPTIONAL])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(folder).facts["file"] == name


def test_without_measures_and_conditions_nothing_is_known_of_them(folder: Path) -> None:
    for name in OPTIONAL:
        (folder / name).unlink()
    register = load_register(folder)
    assert register.clauses.empty
    assert register.conditions.empty


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("projects.csv", {"id": ""}),
        ("projects.csv", {"kind": "casino"}),
        ("projects.csv", {"sector": "casino"}),
        ("projects.csv", {"status": "done"}),
        ("projects.csv", {"district": "310101"}),
        ("projects.csv", {"district": "110199"}),  # well formed, but no district
        ("projects.csv", {"cluster": "pudong"}),
        ("projects.csv", {"place": "pudong"}),
        ("projects.csv", {"place": "etown"}),  # a cluster, not a place
        ("projects.csv", {"sources": ""}),
        ("projects.csv", {"sources": "NOWHERE"}),
        ("projects.csv", {"part_of": "NOBODY"}),
        ("projects.csv", {"date": "2021-02-30", "date_precision": "day"}),
        ("projects.csv", {"date": "2021-02", "date_precision": "day"}),
        ("projects.csv", {"lon_wgs84": "116.4"}),
        ("projects.csv", {"lon_wgs84": "39.9", "lat_wgs84": "116.4", "precision_m": "100"}),
        ("projects.csv", {"investment_yi_cny": "-1"}),
        ("projects.csv", {"investment_yi_cny": "nan"}),
        ("projects.csv", {"investment_yi_cny": "inf"}),
        ("projects.csv", {"investment_yi_cny": "about 5"}),
        ("projects.csv", {"aggregate": "perhaps"}),
        ("history.csv", {"project": "NOBODY"}),
        ("history.csv", {"source": "NOWHERE"}),
        ("policies.csv", {"scope": ""}),
        ("policies.csv", {"scope": "city;cluster:pudong"}),
        ("policies.csv", {"scope": "cbd"}),  # a key needs its kind
        ("policies.csv", {"factors": "land;luck"}),
        ("policies.csv", {"sources": "NOWHERE"}),
        ("policies.csv", {"kind": "zone"}),
        ("policies.csv", {"sectors": "finance;casino"}),
        ("policies.csv", {"until": "2022-13", "end_basis": "stated", "end_source": "SEED"}),
        ("policies.csv", {"until": "2022"}),  # an end that no source states
        ("policies.csv", {"end_basis": "stated", "end_source": "SEED"}),  # no end
        ("policies.csv", {"until": "2022", "end_basis": "guessed", "end_source": "SEED"}),
        ("policies.csv", {"replaced_by": "NOBODY", "end_basis": "stated", "end_source": "SEED"}),
        ("policies.csv", {"replaced_by": "LP009", "end_basis": "stated", "end_source": "SEED"}),
        ("policies.csv", {"replaced_by": "LS001", "end_basis": "stated", "end_source": "SEED"}),
        ("clauses.csv", {"policy": "NOBODY"}),
        ("clauses.csv", {"kind": "plan"}),
        ("clauses.csv", {"amount_wan_cny": "-1"}),
        ("clauses.csv", {"percentage": "30", "percentage_of_zh": ""}),
        ("clauses.csv", {"scope": "cbd"}),
        ("clauses.csv", {"beside": "NOBODY"}),
        ("clauses.csv", {"source": "NOWHERE"}),
        ("conditions.csv", {"policy": "NOBODY"}),
        ("conditions.csv", {"policy": "", "clause": ""}),
        ("conditions.csv", {"key": "mood", "operator": "in", "value": "good"}),
        ("conditions.csv", {"key": "origin", "operator": "in", "value": "martian"}),
        ("conditions.csv", {"key": "origin", "operator": "in", "value": ""}),
        ("conditions.csv", {"key": "venue", "operator": "in", "value": "place:pudong"}),
        ("conditions.csv", {"key": "revenue", "operator": ">=", "value": "1"}),  # of what unit
        ("conditions.csv", {"key": "revenue_cny_bn", "operator": ">=", "value": "much"}),
        ("conditions.csv", {"key": "other", "operator": "asks", "value": "much"}),
        ("conditions.csv", {"source": "NOWHERE"}),
        ("places.csv", {"lat_wgs84": "north"}),
        ("places.csv", {"parent": "cluster:pudong"}),
        ("places.csv", {"parent": "place:cbd"}),  # itself
        ("places.csv", {"district": "110199"}),
        ("places.csv", {"radius_m": "0"}),
        ("indicators.csv", {"value": "many"}),
        ("indicators.csv", {"value": "nan"}),
        ("indicators.csv", {"as_of": "2021-13"}),
        ("indicators.csv", {"as_of": "2021"}),
        ("indicators.csv", {"source": "NOWHERE"}),
        ("sources.csv", {"class": "E"}),
        ("sources.csv", {"url": "javascript:alert(1)"}),
    ],
    ids=str,
)
def test_a_row_that_breaks_the_schema_is_refused(
    folder: Path, name: str, cells: dict[str, str]
) -> None:
    edit(folder / name, 0, **cells)
    error = refusal(folder)
    assert error.facts["file"] == name
    # a rule over several columns, such as a date and its precision, names the row
    named = {*cells, "line 2, row"}
    assert any(name in str(error.facts["problem"]) for name in named), error


def test_the_line_and_column_of_a_bad_cell_are_named(folder: Path) -> None:
    edit(folder / "projects.csv", 7, status="done")
    problem = str(refusal(folder).facts["problem"])
    assert problem.startswith("line 9, status:")
    assert "'done'" in problem


@pytest.mark.parametrize("name", [f"{name}.csv" for name in WITH_ID])
def test_an_id_that_stands_twice_is_refused(folder: Path, name: str) -> None:
    path = folder / name
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), "utf-8")
    assert refusal(folder).facts["file"] == name


@pytest.mark.parametrize("name", [f"{name}.csv" for name in MODELS])
def test_a_table_saved_in_another_encoding_is_refused(folder: Path, name: str) -> None:
    # what a spreadsheet program saves on a Chinese Windows
    path = folder / name
    path.write_bytes(path.read_text("utf-8").replace("—", "-").encode("gb18030"))
    if path.read_bytes() != (DATA / name).read_bytes():
        assert refusal(folder).facts["file"] == name


@pytest.mark.parametrize("name", [f"{name}.csv" for name in MODELS])
@pytest.mark.parametrize("lines", [0, 1], ids=["empty", "header only"])
def test_a_table_without_records_is_refused(folder: Path, name: str, lines: int) -> None:
    path = folder / name
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:lines]), "utf-8")
    assert refusal(folder).facts["file"] == name


def test_unknown_and_missing_columns_are_refused(folder: Path) -> None:
    path = folder / "places.csv"
    header, _, rest = path.read_text("utf-8").partition("\n")
    path.write_text(header.replace("aliases", "nicknames") + "\n" + rest, "utf-8")
    assert refusal(folder).facts["file"] == "places.csv"


def test_a_shape_file_that_is_no_geojson_is_refused(folder: Path) -> None:
    (folder / "zones.geojson").write_text("not json", "utf-8")
    assert refusal(folder).facts["file"] == "zones.geojson"


@pytest.mark.parametrize("name", ["districts", "districts_coarse", "zones"])
def test_a_shape_file_without_its_properties_is_refused(folder: Path, name: str) -> None:
    path = folder / f"{name}.geojson"
    path.write_text(path.read_text("utf-8").replace('"name_zh"', '"nom"'), "utf-8")
    assert refusal(folder).facts["file"] == path.name


def test_a_byte_order_mark_and_windows_lines_are_read(folder: Path, register: Register) -> None:
    path = folder / "projects.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_register(folder).projects["id"].equals(register.projects["id"])
