"""What once ended, froze or filled the server: each kind costs a sentence or a finding."""

import re
import sys
import time
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pytest
import shapely

from geo import errors
from geo.intake.apart.apart import read_apart
from geo.intake.files.files import source_file
from geo.intake.intake import take_in
from geo.register.load import Register
from geo.settings import Limits
from tests.unit.intake import hostile_files as made
from tests.unit.intake.files import (
    codes_of,
    csv_of,
    geo_frame,
    shapefile_bytes,
    table_of,
    taken,
)

SMALL = Limits(rows=2_000, columns=30, vertices=500, unpacked_mb=20)

LONG_LINE = shapely.LineString([(n, n) for n in range(600)])

TOO_DEEP = 960 if sys.version_info < (3, 12) else 20_000
"""Lists within lists: more than Python reads, which from 3.12 on is several thousand."""

REFUSED: dict[str, tuple[str, Callable[[], bytes], type[errors.TwoZonesError]]] = {
    "nested WKB": (
        "a.parquet",
        lambda: made.parquet_of_shapes(made.nested_wkb(100_000)),
        errors.TooDeepError,
    ),
    "nested curves": (
        "a.parquet",
        lambda: made.parquet_of_shapes(made.nested_wkb(9_000, kind=11)),
        errors.TooDeepError,
    ),
    "many vertices in WKB": (
        "a.parquet",
        lambda: made.parquet_of_shapes(shapely.to_wkb(LONG_LINE)),
        errors.TooManyVerticesError,
    ),
    "long lists": ("a.parquet", made.long_lists, errors.UnpackedTooLargeError),
    "many rows in a GeoPackage": (
        "a.gpkg",
        lambda: made.geopackage(
            "CREATE TABLE many(name TEXT)",
            f"INSERT INTO many {made.ENDLESS} SELECT 'x' FROM n LIMIT 3000",
            "UPDATE gpkg_contents SET table_name = 'many', data_type = 'attributes'",
        ),
        errors.TooManyRowsError,
    ),
    "long defaults": (
        "a.gpkg",
        lambda: made.geopackage(
            f"INSERT INTO a(geom) {made.ENDLESS} SELECT NULL FROM n LIMIT 1000",
            f"ALTER TABLE a ADD COLUMN long TEXT DEFAULT '{'x' * 50_000}'",
        ),
        errors.UnpackedTooLargeError,
    ),
    "a list of layers without end": (
        "a.gpkg", lambda: made.geopackage_of_views("gpkg_contents"), errors.ContentError,
    ),
    "a list of shapes without end": (
        "a.gpkg", lambda: made.geopackage_of_views("gpkg_geometry_columns"), errors.ContentError,
    ),
    "a list of CRS without end": (
        "a.gpkg", lambda: made.geopackage_of_views("gpkg_spatial_ref_sys"), errors.ContentError,
    ),
    "a table's name that is no text": (
        "a.gpkg",
        lambda: made.geopackage_patched(b'CREATE TABLE "a"', b'CREATE TABLE "\xff"'),
        errors.ContentError,
    ),
    "a time zone that is none": (
        "a.parquet",
        lambda: made.parquet({"date": pa.array([2**40], pa.timestamp("ms", tz="Nowhere/At-All"))}),
        errors.DamagedFileError,
    ),
    "wide GeoJSON": ("a.geojson", lambda: made.wide_geojson(2_000), errors.TooManyColumnsError),
    "hidden nesting": (
        "a.geojson",
        lambda: made.geojson_text('"name":"a"', made.hidden_nesting(50)),
        errors.TooDeepError,
    ),
    "a number of a million digits": (
        "a.geojson", lambda: made.geojson_text('"n":' + "9" * 1_000_000), errors.ContentError,
    ),
    "lists in a property": (
        "a.geojson",
        lambda: made.geojson_text('"n":' + "[" * TOO_DEEP + "]" * TOO_DEEP),
        errors.TooDeepError,
    ),
    "a text kept once in many cells": (
        "a.xlsx", lambda: made.shared_text(2_000, 30_000), errors.UnpackedTooLargeError,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_is_refused_in_a_sentence_and_in_no_time(kind: str) -> None:
    name, make, refusal = REFUSED[kind]
    content = make()
    before = time.process_time()
    with pytest.raises(refusal) as caught:
        table_of(name, content, SMALL)
    assert time.process_time() - before < 5
    for lang in ("zh", "en"):
        assert name in caught.value.sentence(lang)


# what is read all the same


def test_a_generated_column_is_left_out() -> None:
    generated = "GENERATED ALWAYS AS (hex(zeroblob(400000000))) VIRTUAL"
    table = table_of("a.gpkg", made.geopackage(f"ALTER TABLE a ADD COLUMN big TEXT {generated}"))
    assert len(table.rows) == 3
    assert "big" not in table.headers


def test_a_count_that_lies_is_not_believed() -> None:
    lie = "UPDATE gpkg_ogr_contents SET feature_count = 4000000000"
    assert len(table_of("a.gpkg", made.geopackage(lie)).rows) == 3


def test_triggers_and_other_tables_do_nothing() -> None:
    table = table_of(
        "a.gpkg",
        made.geopackage(
            f"CREATE VIEW trap AS {made.ENDLESS} SELECT i FROM n",
            "CREATE TRIGGER spring AFTER INSERT ON a BEGIN DELETE FROM a; END",
            "INSERT INTO gpkg_contents(table_name, data_type, identifier, srs_id) "
            "VALUES ('trap', 'attributes', 'trap', 4326)",
        ),
    )
    assert len(table.rows) == 3
    assert [note.code for note in table.notes] == []


def test_a_geopackage_with_a_journal_is_read() -> None:
    content = bytearray(made.geopackage())
    content[18:20] = b"\x02\x02"
    assert len(table_of("a.gpkg", bytes(content)).rows) == 3


@pytest.mark.parametrize(
    "codec", ["rot13", "hex", "zlib", "punycode", "undefined", "idna", "é\x00"]
)
def test_a_cpg_that_names_no_text_is_not_heard(codec: str) -> None:
    table = table_of("a.zip", made.shapefile_declaring(codec))
    assert "甲项目" in {cell for row in table.rows for cell in row}


def test_two_columns_of_one_name_are_decoded_each_by_itself() -> None:
    """As the fuzzer made them: a DBF whose second column is called as its first."""
    content = shapefile_bytes(geo_frame("en", "wgs84").rename(columns={"Sector": "AAAAAA"}))
    doubled = made.with_part(content, "layer.dbf", lambda dbf: dbf.replace(b"AAAAAA", b"Status"))
    table = table_of("a.zip", doubled)
    assert {"Finance", "Signed"} <= {cell for row in table.rows for cell in row}


def test_a_crs_of_the_moon_waits_for_an_answer(register: Register) -> None:
    moon = 'GEOGCS["Moon",DATUM["Moon",SPHEROID["Moon",1737400,0]],PRIMEM["Reference",0],'
    moon += 'UNIT["degree",0.0174532925199433]]'
    content = made.with_part(
        shapefile_bytes(geo_frame("zh", "wgs84")), "layer.prj", lambda _: moon.encode()
    )
    intake = taken(register, "a.zip", content)
    assert intake.question is not None
    assert intake.question.declared is not None


def scribble(vertices: int) -> shapely.Polygon:
    """Return a polygon whose every side crosses a third of all others."""
    rng = np.random.default_rng(1)
    return shapely.Polygon(rng.uniform((116.44, 39.90), (116.48, 39.94), (vertices, 2)))


def test_an_outline_that_costs_too_much_to_repair_is_a_rejected_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("geo.intake.formats.repair.SECONDS", 0.2)
    bow = shapely.Polygon([(116.44, 39.9), (116.48, 39.94), (116.48, 39.9), (116.44, 39.94)])
    cells = [shapely.to_wkb(shape) for shape in (bow, scribble(900), bow)]
    table = table_of("a.parquet", made.parquet_of_shapes(*cells))
    assert table.broken == {2: "shape_unreadable", 3: "shape_unreadable"}
    assert [shape is None for shape in table.shapes or ()] == [False, True, True]


def test_a_scribble_is_stopped_where_it_is_read() -> None:
    content = made.parquet_of_shapes(shapely.to_wkb(scribble(20_000)))
    bounds = Limits(cpu_seconds=1, wall_seconds=60, memory_mb=2_000)
    with pytest.raises((errors.ReadingTooSlowError, errors.ReadingTooLargeError)):
        read_apart(source_file("a.parquet", content), bounds)


def test_shapes_that_are_none_are_rejected_rows(register: Register) -> None:
    cells = [made.POINT, b"\x01\x07", b"", made.POINT[:-1], made.POINT[:1] + b"\xff" * 30, None]
    table = table_of("a.parquet", made.parquet_of_shapes(*cells))
    assert table.broken == dict.fromkeys([2, 3, 4, 5], "shape_unreadable")
    assert take_in(table, register).rows == [1, 6]


def test_a_column_of_shapes_that_holds_numbers_is_a_column() -> None:
    table = table_of("a.parquet", made.parquet_of_shapes(1, 2, kind=pa.int64()))
    assert table.headers == ("name", "geometry")
    assert table.shapes is None


@pytest.mark.parametrize(
    "geo",
    [
        "[]", "1", "null", '"x"', "{", "[" * 5_000,
        '{"primary_column": {"a": 1}}',
        '{"primary_column": ["geometry"], "columns": []}',
        '{"primary_column": "geometry", "columns": {"geometry": 5}}',
        '{"primary_column": "geometry", "columns": {"geometry": null}}',
        '{"primary_column": "none", "columns": {"none": {"encoding": "WKB"}}}',
    ],
)  # fmt: skip
def test_odd_metadata_are_none(geo: str) -> None:
    columns = {"name": pa.array(["甲"]), "geometry": pa.array([made.POINT])}
    table = table_of("a.parquet", made.parquet(columns, geo))
    assert table.crs is None
    assert table.shapes == [shapely.from_wkb(made.POINT)]
    assert [note.code for note in table.notes] == ["shapes_in_cells"]  # not by the metadata


@pytest.mark.parametrize("crs", [5, "EPSG:4326", [], {"a": 1}, {"type": "GeographicCRS"}, None])
def test_an_odd_crs_is_none(crs: object) -> None:
    table = table_of("a.parquet", made.parquet_of_shapes(made.POINT, crs=crs))
    assert table.shapes is not None
    assert table.crs is None


@pytest.mark.parametrize(
    "dates",
    [
        pa.array([2**31 - 1], pa.date32()),
        pa.array([-(2**62)], pa.timestamp("us")),
        pa.array([2**62], pa.duration("s")),
    ],
    ids=str,
)
def test_a_date_beyond_all_calendars_is_kept_in_the_note(
    register: Register, dates: pa.Array
) -> None:
    content = made.parquet({"name": pa.array(["甲"]), "date": dates})
    intake = taken(register, "a.parquet", content)
    assert codes_of(intake) == {1: {"date_unreadable"}}
    assert intake.rejected == []
    project = intake.projects.iloc[0]
    assert not project["date"]
    assert project["note_zh"].startswith("date：")
    assert re.search(r"\d{10}", project["note_zh"])


def test_two_columns_of_one_name_are_two() -> None:
    table = pa.Table.from_arrays([pa.array(["甲"]), pa.array(["乙"])], names=["name", "name"])
    stream = pa.BufferOutputStream()
    pa.parquet.write_table(table, stream)
    found = table_of("a.parquet", stream.getvalue().to_pybytes())
    assert (found.headers, list(found.rows[0])) == (("name", "name (2)"), ["甲", "乙"])


def test_huge_numbers_and_half_characters_are_findings(register: Register) -> None:
    money = made.geojson_text('"name":"a","投资额(亿元)":' + "9" * 400)
    assert codes_of(taken(register, "a.geojson", money))[1] >= {"money_unreadable"}
    halves = made.geojson_text('"name":"a\\ud800b","\\udfff":"\\u0000"')
    intake = taken(register, "a.geojson", halves)
    assert intake.projects["name_zh"].tolist() == ["a\ufffdb"]


def test_equal_ids_cost_no_more_than_others(register: Register) -> None:
    many = [["A", "x", 116.4, 39.9]] * 6_000
    before = time.process_time()
    intake = taken(register, "a.csv", csv_of(["id", "name", "lon", "lat"], *many))
    assert time.process_time() - before < 10
    assert intake.projects["id"].is_unique
    assert intake.projects["id"].iloc[-1] == "A-6000"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("投资额(亿元)", "about" + " " * 2_000 + "x", "money_unreadable"),
        ("date", "2021" + " " * 2_000 + "x", "date_unreadable"),
        ("lon", "116" + " " * 2_000 + "x", "not_a_number"),
    ],
)
def test_long_cells_are_findings(register: Register, column: str, cell: str, code: str) -> None:
    said = {"name": "甲", "lon": "116.4", "lat": "39.9"} | {column: cell}
    intake = taken(register, "a.csv", csv_of(list(said), list(said.values())))
    assert code in codes_of(intake)[2]


def test_a_row_costs_the_same_in_a_long_file(register: Register) -> None:
    def seconds(rows: int) -> float:
        header = ["id", "name", "所在区", "date", "投资额（万元）", "地址", "lon", "lat"]
        row = ["项目", "朝阳区", "2021年2月", "5000", "建国路1号", "116.46", "39.91"]
        content = csv_of(header, *([f"P{n}", *row] for n in range(rows)))
        before = time.process_time()
        assert len(taken(register, "a.csv", content).rows) == rows
        return time.process_time() - before

    seconds(100)
    few, many = seconds(1_500), seconds(12_000)
    assert many < 8 * few * 1.8
    assert many < 12_000 * 0.3e-3  # twice what it takes where nothing else runs
