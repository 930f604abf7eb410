"""The command line: exit codes, reports, whole imports, joins that stream."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from geo.__main__ import main
from geo.intake.chunks import chunks_apart
from geo.register.load import Register, load_register
from geo.settings import DATA, limits, settings
from tests.unit.intake.files import (
    POINTS,
    csv_bytes,
    csv_of,
    driver_bytes,
    frame_in,
    geo_frame,
    to_datum,
)

GOOD = csv_bytes(frame_in("zh", "wgs84"))
MIXED = csv_of(["编号", "名称", "日期"], ["1", "甲", "2021"], ["2", "", "2021"])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a copy of the data folder that the commands take for the server's own."""
    copy = tmp_path / "data"
    shutil.copytree(DATA, copy)
    monkeypatch.setenv("TWOZONES_DATA", str(copy))
    settings.cache_clear()
    yield copy
    settings.cache_clear()


def put(folder: Path, name: str, content: bytes) -> str:
    path = folder / name
    path.write_bytes(content)
    return str(path)


def beside(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.is_dir())


def test_check_says_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", put(tmp_path, "a.csv", GOOD), "--lang", "en"]) == 0
    assert (
        "3 rows read = 3 accepted (0 of them with a warning) + 0 rejected"
        in capsys.readouterr().out
    )
    report = tmp_path / "report.xlsx"
    assert main(["check", put(tmp_path, "b.csv", MIXED), "--report", str(report)]) == 1
    assert "第 3 行 · 未通过 · [名称] 没有名称 → 填写项目名称" in capsys.readouterr().out
    findings = pd.read_excel(report, sheet_name="Findings")
    assert findings["Row"].tolist() == [3]
    assert findings["Hint"].tolist() == ["Fill in the name"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.csv", b""), ("a.csv", b"\xff\xfe\x00"), ("a.zip", b"x"), ("a.csv", "区\n朝阳\n".encode())],
)
def test_what_cannot_be_read_is_exit_2(
    tmp_path: Path, name: str, content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", put(tmp_path, name, content), "--lang", "en"]) == 2
    said = capsys.readouterr().err
    assert name in said
    assert "Traceback" not in said


def test_an_unknown_datum_and_an_address_are_exit_2(tmp_path: Path) -> None:
    good = put(tmp_path, "a.csv", GOOD)
    assert main(["check", good, "--datum", "moon"]) == 2
    assert main(["check", "https://example.org/a.csv"]) == 2


def test_a_datum_is_asked_for_and_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = put(tmp_path, "a.csv", csv_bytes(frame_in("en", "EPSG:4548")))
    assert main(["check", path, "--lang", "en"]) == 1
    assert "--datum EPSG:4548" in capsys.readouterr().out
    assert main(["check", path, "--datum", "EPSG:4548"]) == 0


def test_import_replaces_the_register_and_keeps_a_backup(folder: Path, tmp_path: Path) -> None:
    before = (folder / "projects.csv").read_bytes()
    assert main(["import", put(tmp_path, "list.csv", GOOD)]) == 0
    new = load_register(folder)
    assert new.projects["name_zh"].tolist() == ["甲项目", "乙机构", "丙园区"]
    assert new.projects["district"].tolist() == ["110105", "110108", "110115"]
    source = new.sources.loc[new.projects["sources"].iloc[0][0]]
    assert (source["title"], source["source_class"]) == ("list.csv", "U")
    assert new.history["note_en"].tolist() == [f"row {n} of the file" for n in (2, 3, 4)]
    backup = next(name for name in beside(folder) if name.startswith("data.backup-"))
    assert (folder.parent / backup / "projects.csv").read_bytes() == before
    assert not [name for name in beside(folder) if ".new-" in name]


def test_import_refuses_rejected_rows_unless_told(folder: Path, tmp_path: Path) -> None:
    before = (folder / "projects.csv").read_bytes()
    path = put(tmp_path, "a.csv", MIXED)
    assert main(["import", path]) == 1
    assert (folder / "projects.csv").read_bytes() == before
    assert beside(folder) == ["data"]
    assert main(["import", path, "--keep-good"]) == 0
    assert load_register(folder).projects["id"].tolist() == ["1"]


def test_the_register_imports_into_itself_unchanged(folder: Path, tmp_path: Path) -> None:
    before = load_register(folder)
    path = tmp_path / "export.csv"
    shutil.copy(folder / "projects.csv", path)
    assert main(["import", str(path)]) == 0
    after = load_register(folder)
    same = [name for name in before.projects if name != "sources"]
    pd.testing.assert_frame_equal(before.projects[same], after.projects[same])
    pd.testing.assert_frame_equal(before.history, after.history)
    for old, new in zip(before.projects["sources"], after.projects["sources"], strict=True):
        assert new[1:] == old


def test_a_folder_that_cannot_be_written_is_left_alone(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = (folder / "projects.csv").read_bytes()
    path = put(tmp_path, "a.csv", GOOD)
    for broken in ("geo.intake.keeping._write_table", "geo.intake.replacing.replacing.exchange"):
        with monkeypatch.context() as patched:
            patched.setattr(broken, refuse)
            assert main(["import", path]) == 2
        assert (folder / "projects.csv").read_bytes() == before
        assert beside(folder) == ["data"]


def test_boundaries_are_imported(folder: Path, tmp_path: Path) -> None:
    shape = shapely.box(116.44, 39.90, 116.475, 39.925)
    frame = gpd.GeoDataFrame({"名称": ["朝阳组团"]}, geometry=[shape], crs="EPSG:4490")
    path = put(tmp_path, "zones.gpkg", driver_bytes(frame, "zones.gpkg"))
    assert main(["import", path]) == 0
    new = load_register(folder)
    assert new.zones.loc["chaoyang", "geometry_basis"] == "boundary"
    assert new.zones.loc["chaoyang"].geometry.equals_exact(shape, 1e-6)
    assert new.zones.loc["haidian", "geometry_basis"] == "schematic"


# join


def joined(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ending", [".csv", ".parquet"])
def test_join_appends_where_points_fall(tmp_path: Path, encoding: str, ending: str) -> None:
    frame = frame_in("zh", "gcj02")
    frame.loc[3] = ["丁-4", "无点", "", "", "", "", "", "", None, None]
    source = put(tmp_path, "a.csv", csv_bytes(frame, encoding))
    out = tmp_path / f"out{ending}"
    assert main(["join", source, str(out), "--datum", "gcj02"]) == 0
    rows = joined(out) if ending == ".csv" else pq.read_table(out).to_pylist()
    assert [row["district_id"] or None for row in rows] == ["110105", "110108", "110115", None]
    assert [row["district"] or None for row in rows] == ["朝阳区", "海淀区", "大兴区", None]
    assert [row["found_by"] for row in rows] == ["point", "point", "point", "none"]
    assert (rows[0]["cluster_id"], rows[0]["area_id"]) == ("chaoyang", "business")
    assert rows[0]["site_id"] == "cbd"
    assert [row["项目名称"] for row in rows] == ["甲项目", "乙机构", "丙园区", "无点"]


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.parquet"])
def test_join_takes_the_datum_that_a_file_declares(tmp_path: Path, name: str) -> None:
    source = put(tmp_path, name, driver_bytes(geo_frame("en", "EPSG:4548"), name))
    out = tmp_path / "out.csv"
    assert main(["join", source, str(out)]) == 0
    assert [row["district_id"] for row in joined(out)] == ["110105", "110108", "110115"]
    assert joined(out)[0]["District"] == "Chaoyang"


def test_join_in_many_chunks_equals_one(
    tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(115.2, 117.7, 3000), rng.uniform(39.3, 41.2, 3000)
    frame = pd.DataFrame({"n": range(3000), "lon": lon, "lat": lat, "note": 'a,"b\nc'})
    source = put(tmp_path, "a.csv", csv_bytes(frame))
    monkeypatch.setattr(chunks_apart, "BLOCK_BYTES", 4096)
    assert main(["join", source, str(tmp_path / "out.csv")]) == 0
    rows = joined(tmp_path / "out.csv")
    found = gpd.sjoin(
        gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(lon, lat), crs=4326),
        register.districts[["geometry"]].rename_axis("adcode").reset_index(),
        how="left",
        predicate="within",
    )["adcode"]
    assert [row["district_id"] or None for row in rows] == [
        value if isinstance(value, str) else None for value in found
    ]
    assert [row["note"] for row in rows] == ['a,"b\nc'] * 3000


def test_join_refuses_what_it_cannot_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    metres = put(tmp_path, "m.csv", csv_bytes(frame_in("zh", "EPSG:4548")))
    assert main(["join", metres, str(out), "--lang", "en"]) == 2
    assert "--datum EPSG:4548" in capsys.readouterr().err
    nothing = put(tmp_path, "n.csv", b"name\na\n")
    assert main(["join", nothing, str(out)]) == 2
    good = put(tmp_path, "g.csv", GOOD)
    assert main(["join", good, str(tmp_path / "out.doc")]) == 2
    assert main(["join", good, str(tmp_path / "none" / "out.csv")]) == 2
    ragged = put(tmp_path, "r.csv", b"name,lon,lat\na,116.4,39.9\nb,1\n")
    assert main(["join", ragged, str(out)]) == 2
    wide = put(tmp_path, "w.csv", b"name,lon,lat\n" + b"a" * 250_000 + b",116.4,39.9\n")
    capsys.readouterr()
    assert main(["join", wide, str(out), "--lang", "en"]) == 2
    assert "exit" not in capsys.readouterr().err
    assert not out.exists()
    assert not list(tmp_path.glob("*.part"))


def test_join_keeps_columns_of_the_same_name(tmp_path: Path) -> None:
    source = put(tmp_path, "a.csv", b"name,lon,lat,district\na,116.46,39.91,mine\n")
    assert main(["join", source, str(tmp_path / "out.csv")]) == 0
    row = joined(tmp_path / "out.csv")[0]
    assert (row["district"], row["district_joined"]) == ("mine", "朝阳区")


def test_join_refuses_coordinates_that_are_lists(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = {"lon": pa.array([[116.4]]), "lat": pa.array([39.9])}
    source, out = tmp_path / "lists.parquet", tmp_path / "out.csv"
    pq.write_table(pa.table(columns), source)
    assert main(["join", str(source), str(out), "--lang", "en"]) == 2
    assert "lists.parquet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["lists.parquet"]


TABLE = "项目名称\t经度\t纬度\n甲\t116.46\t39.91\n=乙\t+116.3\t40\n"
PLACEMARK = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>{}</name><Point><coordinates>'
    "116.46,39.91</coordinates></Point></Placemark></kml>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", TABLE.encode("utf-16")),
        ("a.csv", b"\xfe\xff" + TABLE.encode("utf-16-be")),
        ("a.xls", TABLE.encode("gb18030")),
        ("a.csv", ("重点项目表\n\n" + TABLE).encode()),
        ("a.csv", "项目名称,位置\n甲,116.46；39.91\n=乙,116.3、40\n".encode()),
        ("a.csv", TABLE.replace("\t", "，").encode()),
        ("a.csv", "项目名称,wkt\n甲,POINT(116.46 39.91)\n=乙,POINT(116.3 40)\n".encode()),
    ],
)
def test_join_reads_what_import_reads(tmp_path: Path, name: str, content: bytes) -> None:
    source, out = put(tmp_path, name, content), tmp_path / "out.csv"
    assert main(["join", source, str(out)]) == 0
    assert [row["district_id"] for row in joined(out)] == ["110105", "110108"]
    assert [row["项目名称"].lstrip("'") for row in joined(out)] == ["甲", "=乙"]


def test_join_reads_each_row_in_the_datum_that_it_names(tmp_path: Path) -> None:
    x, y = to_datum("gcj02")
    rows = [["甲", x[0], y[0], "高德"], ["乙", *(POINTS[a][1] for a in ("lon", "lat")), ""]]
    content = csv_of(["项目名称", "经度", "纬度", "坐标系类型"], *rows)
    out = tmp_path / "out.csv"
    assert main(["join", put(tmp_path, "a.csv", content), str(out)]) == 0
    assert [row["district_id"] for row in joined(out)] == ["110105", "110108"]
    unknown = content.replace("高德".encode(), "地方坐标".encode())
    assert main(["join", put(tmp_path, "b.csv", unknown), str(out)]) == 2


def test_a_long_file_is_read_within_bounds_in_a_process_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source, out = put(tmp_path, "a.csv", GOOD), tmp_path / "out.csv"
    monkeypatch.setattr(chunks_apart, "BLOCK_BYTES", 100)
    too_little = limits().model_copy(update={"memory_mb": 1})
    monkeypatch.setattr(chunks_apart, "limits", lambda: too_little)
    assert main(["join", source, str(out), "--lang", "en"]) == 2
    assert "1 MB" in capsys.readouterr().err
    assert not out.exists()
