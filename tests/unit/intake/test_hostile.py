"""Hostile files: each is refused in one sentence, before it can do anything, and leaves nothing."""

import io
import json
import os
import sqlite3
import stat
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook

from geo import errors
from geo.intake.files.files import open_file, source_file
from geo.settings import Limits
from tests.unit.intake.files import (
    csv_bytes,
    driver_bytes,
    frame_in,
    geo_frame,
    shapefile_bytes,
    table_of,
    xlsx_bytes,
)

SMALL = Limits(
    file_mb=5, unpacked_mb=5, ratio=50, members=30, rows=100, columns=30, vertices=500, depth=6
)


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    """Return an archive with parts added, or put in place of those it has."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped(members | parts)


def linked() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        link = zipfile.ZipInfo("layer.shp")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return stream.getvalue()


def encrypted() -> bytes:
    content = bytearray(zipped({"layer.shp": b"x"}, zipfile.ZIP_STORED))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """Return an archive whose directory claims a member to be smaller than it is."""
    content = bytearray(zipped({"layer.shp": b"\x00" * 3_000_000}))
    start = content.index(b"PK\x01\x02")
    content[start + 24 : start + 28] = (10).to_bytes(4, "little")
    return bytes(content)


def workbook() -> bytes:
    return xlsx_bytes(frame_in("zh", "wgs84"))


def far_corner() -> bytes:
    book = Workbook()
    book.active["A1"] = "名称"
    book.active["A2"] = "甲"
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def entity_bomb() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    bomb += b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    return bomb + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"


def geojson(geometry: object, **properties: object) -> bytes:
    feature = {"type": "Feature", "properties": {"name": "a", **properties}, "geometry": geometry}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def nested_list(depth: int) -> list[object]:
    inner: list[object] = [116.4, 39.9]
    for _ in range(depth):
        inner = [inner]
    return inner


def collections(depth: int) -> dict[str, object]:
    geometry: dict[str, object] = {"type": "Point", "coordinates": [116.4, 39.9]}
    for _ in range(depth):
        geometry = {"type": "GeometryCollection", "geometries": [geometry]}
    return geometry


def geopackage_with_a_view() -> bytes:
    """Return a GeoPackage whose one layer is a view that never ends."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(driver_bytes(geo_frame("zh", "wgs84"), "a.gpkg"))
        with closing(sqlite3.connect(path)) as database:
            database.execute(
                "CREATE VIEW trap AS WITH RECURSIVE n(i) AS "
                "(SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
            )
            database.execute("UPDATE gpkg_contents SET table_name = 'trap'")
            database.commit()
        return path.read_bytes()


def long_texts() -> bytes:
    """Return a small Parquet file of few but very long texts, each repeated."""
    stream = io.BytesIO()
    pd.DataFrame({"name": ["x" * 200_000] * 90}).to_parquet(stream)
    return stream.getvalue()


BOMB = b"\x00" * 4_000_000
LINE = [[116 + n / 10_000, 39.9] for n in range(600)]

REFUSED: list[tuple[str, str, Callable[[], bytes], type[errors.TwoZonesError]]] = [
    ("zip bomb", "a.zip", lambda: zipped({"layer.shp": BOMB}), errors.RatioError),
    (
        "many large members",
        "a.zip",
        lambda: zipped({f"{n}.dbf": os.urandom(900_000) for n in range(6)}, zipfile.ZIP_STORED),
        errors.FileTooLargeError,
    ),
    (
        "unpacks to too much",
        "a.zip",
        lambda: zipped({f"{n}.dbf": os.urandom(450_000).hex().encode() for n in range(8)}),
        errors.UnpackedTooLargeError,
    ),
    ("lies about sizes", "a.zip", lying, errors.ContentError),
    (
        "too many members",
        "a.zip",
        lambda: zipped({f"{n}.txt": b"" for n in range(40)}),
        errors.MembersError,
    ),
    ("nested", "a.zip", lambda: zipped({"b.zip": zipped({})}), errors.NestedArchiveError),
    (
        "nested under another name",
        "a.zip",
        lambda: zipped({"layer.shp": zipped({"x": b"x"})}),
        errors.NestedArchiveError,
    ),
    ("tar within", "a.zip", lambda: zipped({"b.tar.gz": b"x"}), errors.NestedArchiveError),
    ("climbs", "a.zip", lambda: zipped({"../../layer.shp": b"x"}), errors.ClimbingPathError),
    ("climbs in DOS", "a.zip", lambda: zipped({"..\\layer.shp": b"x"}), errors.ClimbingPathError),
    ("absolute", "a.zip", lambda: zipped({"/etc/layer.shp": b"x"}), errors.ClimbingPathError),
    ("a drive", "a.zip", lambda: zipped({"C:/layer.shp": b"x"}), errors.ClimbingPathError),
    ("a link", "a.zip", linked, errors.LinkError),
    ("a password", "a.zip", encrypted, errors.PasswordError),
    ("no shapefile", "a.zip", lambda: zipped({"readme.txt": b"x"}), errors.ShapefileError),
    ("half a shapefile", "a.zip", lambda: zipped({"a.shp": b"x"}), errors.ShapefileError),
    (
        "two damaged shapefiles",
        "a.zip",
        lambda: zipped({f"{n}{e}": b"\x00" * 200 for n in "ab" for e in (".shp", ".shx", ".dbf")}),
        errors.DamagedFileError,
    ),
    (
        "damaged shapefile",
        "a.zip",
        lambda: zipped({f"a{e}": b"\x00" * 200 for e in (".shp", ".shx", ".dbf")}),
        errors.DamagedFileError,
    ),
    ("cut off", "a.zip", lambda: zipped({"a.shp": b"x" * 99})[:60], errors.ContentError),
    ("not a zip", "a.zip", lambda: b"hello", errors.ContentError),
    ("macros by name", "a.xlsm", workbook, errors.MacroError),
    (
        "macros within",
        "a.xlsx",
        lambda: with_parts(workbook(), {"xl/vbaProject.bin": b"x"}),
        errors.MacroError,
    ),
    (
        "entities",
        "a.xlsx",
        lambda: with_parts(workbook(), {"xl/worksheets/sheet1.xml": entity_bomb()}),
        errors.EntityError,
    ),
    (
        "entities in UTF-16",
        "a.xlsx",
        lambda: with_parts(
            workbook(), {"xl/worksheets/sheet1.xml": entity_bomb().decode().encode("utf-16")}
        ),
        errors.EntityError,
    ),
    (
        "cut old Excel",
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        errors.DamagedFileError,
    ),
    (
        "protected Excel",
        "a.xlsx",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
        errors.OldExcelError,
    ),
    ("a zip as XLSX", "a.xlsx", lambda: zipped({"a.txt": b"x"}), errors.ContentError),
    (
        "damaged XLSX",
        "a.xlsx",
        lambda: with_parts(workbook(), {"xl/workbook.xml": b"<x"}),
        errors.DamagedFileError,
    ),
    (
        "empty XLSX",
        "a.xlsx",
        lambda: xlsx_bytes(frame_in("zh", "wgs84").iloc[:0]),
        errors.EmptyFileError,
    ),
    (
        "deep lists",
        "a.geojson",
        lambda: geojson({"type": "Point", "coordinates": nested_list(9)}),
        errors.TooDeepError,
    ),
    ("deep collections", "a.geojson", lambda: geojson(collections(20)), errors.TooDeepError),
    (
        "very deep",
        "a.geojson",
        lambda: b'{"type":"FeatureCollection","features":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
        errors.TooDeepError,
    ),
    (
        "too many vertices",
        "a.geojson",
        lambda: geojson({"type": "LineString", "coordinates": LINE}),
        errors.TooManyVerticesError,
    ),
    (
        "no features",
        "a.geojson",
        lambda: b'{"type":"FeatureCollection","features":[]}',
        errors.EmptyFileError,
    ),
    ("half a TopoJSON", "a.json", lambda: b'{"type":"Topology"}', errors.DamagedFileError),
    ("half a JSON", "a.geojson", lambda: b'{"type":"FeatureCollection"', errors.ContentError),
    ("a VRT", "a.geojson", lambda: b"<OGRVRTDataSource><SrcDataSource>/etc", errors.ContentError),
    ("a view", "a.gpkg", geopackage_with_a_view, errors.EmptyFileError),
    ("no GeoPackage", "a.gpkg", lambda: b"SQLite format 3\x00" + b"x" * 200, errors.ContentError),
    ("no Parquet", "a.parquet", lambda: b"PAR1" + b"x" * 200 + b"PAR1", errors.DamagedFileError),
    ("long texts", "a.parquet", long_texts, errors.UnpackedTooLargeError),
    ("empty", "a.csv", lambda: b"", errors.EmptyFileError),
    ("only a header", "a.csv", "名称,区\n".encode, errors.EmptyFileError),
    ("binary", "a.csv", lambda: bytes(range(256)) * 9, errors.EncodingError),
    ("cut UTF-16", "a.csv", lambda: "名称\n甲\n".encode("utf-16")[:-1], errors.EncodingError),
    ("open quote", "a.csv", '名称\n"甲\n乙\n'.encode, errors.DamagedFileError),
    ("too many rows", "a.csv", lambda: "名称\n".encode() + b"a\n" * 200, errors.TooManyRowsError),
    (
        "too many columns",
        "a.csv",
        lambda: csv_bytes(pd.DataFrame([range(50)])),
        errors.TooManyColumnsError,
    ),
    ("too large", "a.csv", lambda: b"a,b\n" * 2_000_000, errors.FileTooLargeError),
    ("empty KML", "a.kml", lambda: b"<kml/>", errors.EmptyFileError),
    ("another format", "a.dwg", lambda: b"AC1032", errors.FormatError),
    ("no ending", "passwd", lambda: b"root", errors.FormatError),
]


@pytest.fixture(autouse=True)
def nothing_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "make", "refusal"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_a_hostile_file_is_refused(
    name: str, make: Callable[[], bytes], refusal: type[errors.TwoZonesError]
) -> None:
    with pytest.raises(refusal) as caught:
        table_of(name, make(), SMALL)
    for lang in ("zh", "en"):
        assert name in caught.value.sentence(lang)
        assert tempfile.gettempdir() not in caught.value.sentence(lang)


def test_of_two_shapefiles_the_empty_one_is_named_and_the_other_read() -> None:
    empty = {"b.shp": b"", "b.shx": b"", "b.dbf": b""}
    table = table_of("a.zip", with_parts(shapefile_bytes(geo_frame("zh", "wgs84")), empty), SMALL)
    assert len(table.rows) == 3
    assert [note.facts["others"] for note in table.notes if note.code == "other_sheets"] == ["b"]


def test_a_csv_in_utf_16_is_read() -> None:
    table = table_of("a.csv", "名称\n甲\n".encode("utf-16"), SMALL)
    assert (table.headers, [list(row) for row in table.rows]) == (("名称",), [["甲"]])


def test_a_cell_in_the_far_corner_costs_nothing() -> None:
    table = table_of("a.xlsx", far_corner(), SMALL)
    assert [list(row) for row in table.rows] == [["甲"]]


@pytest.mark.parametrize(
    "path",
    [
        "/vsizip/a.zip/a.shp",
        "/VSICURL/http://example.org/a.csv",
        "x/vsimem/a.gpkg",
        "http://example.org/a.csv",
        "https://example.org/a.csv",
        "file:///etc/passwd",
        "ftp://example.org/a.csv",
        "//server/share/a.csv",
        "\\\\server\\share\\vsi.csv",
    ],
)
def test_addresses_are_no_files(path: str) -> None:
    with pytest.raises((errors.PathError, errors.MissingFileError)):
        open_file(path)


def test_links_folders_and_missing_files_are_refused(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("links")
    (folder / "a.csv").write_text("name\na\n")
    (folder / "link.csv").symlink_to(folder / "a.csv")
    assert open_file(str(folder / "a.csv")).name == "a.csv"
    with pytest.raises(errors.LinkError):
        open_file(str(folder / "link.csv"))
    for missing in (folder, folder / "none.csv"):
        with pytest.raises(errors.MissingFileError):
            open_file(str(missing))


@pytest.mark.parametrize("name", ["../../etc/a.csv", "C:\\x\\a.csv", "/etc/a.csv"])
def test_a_name_loses_its_folders(name: str) -> None:
    assert source_file(name, b"name\na\n").name == "a.csv"


def test_a_feature_that_is_none_is_a_rejected_row_not_a_refusal() -> None:
    features = [
        {"type": "Feature", "properties": {"name": "a"}, "geometry": {"type": "Point"}},
        {"type": "Feature", "properties": None, "geometry": {"type": "Cube", "coordinates": []}},
        "nothing",
        {"type": "Feature", "properties": {"name": "b"},
         "geometry": {"type": "Point", "coordinates": [116.4, 39.9]}},
    ]  # fmt: skip
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    table = table_of("a.geojson", content)
    assert table.broken == dict.fromkeys([1, 2, 3], "shape_unreadable")
    assert len(table.rows) == 4
