"""A ground of one's own: files that are made here, read as the built-in ground is."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely

from geo.__main__ import main
from geo.errors import GroundFileError, RegisterError
from geo.ground.own_ground import ERROR_M, read_own_ground, write_ground
from geo.ground.streets import COLUMNS, read_streets
from layers.ground import ground_parts

LINES = {
    ("motorway", "京通快速路", "Jingtong Expressway"): [(116.45, 39.907), (116.6, 39.909)],
    ("primary", "东三环北路", "East 3rd Ring Road North"): [(116.46, 39.92), (116.461, 39.95)],
    ("tertiary", "光华路", None): [(116.44, 39.912), (116.471, 39.9123)],
    ("service", "小路", None): [(116.44, 39.912), (116.441, 39.9123)],
    ("secondary", None, None): [(116.44, 39.93), (116.471, 39.93)],
}
OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="39.90" lon="116.40"/><node id="2" lat="39.90" lon="116.42"/>
<node id="3" lat="39.90" lon="116.45"/>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="光华路"/>
<tag k="name:en" v="Guanghua Road"/></way>
<way id="2"><nd ref="2"/><nd ref="3"/><tag k="highway" v="primary"/><tag k="name" v="光华路"/></way>
<way id="3"><nd ref="1"/><nd ref="3"/><tag k="highway" v="footway"/><tag k="name" v="小路"/></way>
</osm>"""


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    path = tmp_path / "small.osm"
    path.write_text(OSM, "utf-8")
    return path


def tiles(folder: Path, layer: str, kind: str) -> Path:
    """Return a file of tiles in a schema, its streets in a layer of their own."""
    roads, chinese, english = zip(*LINES, strict=True)
    columns = {kind: roads, "name": chinese, "name:en": english}
    frame = gpd.GeoDataFrame(
        columns, geometry=[shapely.LineString(line) for line in LINES.values()], crs="EPSG:4326"
    )
    path = folder / "small.pmtiles"
    pyogrio.write_dataframe(frame, path, driver="PMTiles", layer=layer, MINZOOM=12, MAXZOOM=14)
    return path


@pytest.mark.parametrize(
    ("layer", "kind"), [("roads", "kind_detail"), ("transportation_name", "class")]
)
def test_tiles_of_both_schemas_give_their_named_streets(
    tmp_path: Path, layer: str, kind: str
) -> None:
    ground = read_own_ground(tiles(tmp_path, layer, kind))
    assert list(ground.columns) == list(COLUMNS)
    streets = ground.dissolve("name_zh")
    assert streets["class"].to_dict() == {"京通快速路": 0, "三环": 2, "光华路": 4}
    assert streets["ring"].to_dict() == {"京通快速路": False, "三环": True, "光华路": False}
    assert streets.loc["京通快速路", "name_en"] == "Jingtong Expressway"
    made = streets.to_crs("EPSG:32650").geometry.length
    given = {name: shapely.LineString(line) for (_, name, _), line in LINES.items() if name}
    drawn = gpd.GeoSeries(given, crs="EPSG:4326").to_crs("EPSG:32650").length
    assert made["光华路"] == pytest.approx(drawn["光华路"], rel=0.01)


def test_an_extract_s_ways_of_a_name_become_one_line(extract: Path) -> None:
    ground = read_own_ground(extract)
    (row,) = ground.itertuples()
    assert (row.name_zh, row.name_en, row.error_m) == ("光华路", "Guanghua Road", ERROR_M)
    assert [round(x, 3) for x, _ in row.geometry.coords] == [116.4, 116.45]


def test_what_is_written_is_read_again(extract: Path, tmp_path: Path) -> None:
    out = tmp_path / "ground.geojson"
    assert write_ground(extract, out) == 1
    again = read_own_ground(out)
    assert list(again["name_zh"]) == ["光华路"]
    assert len(ground_parts(again)["streets"].body) > 10


@pytest.mark.parametrize("name", ["missing.pmtiles", "notes.txt", "broken.pmtiles", "broken.osm"])
def test_what_is_no_ground_is_refused_in_words(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if not name.startswith("missing"):
        path.write_text("no tiles", "utf-8")
    with pytest.raises(GroundFileError) as caught:
        read_own_ground(path)
    for lang in ("zh", "en"):
        assert name in caught.value.sentence(lang)


def test_geojson_that_is_no_ground_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    path.write_text('{"type": "FeatureCollection", "features": []}', "utf-8")
    with pytest.raises(RegisterError):
        read_own_ground(path)


def test_the_command_writes_a_ground_and_says_how_much(
    extract: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ground.geojson"
    assert main(["ground", str(extract), "--out", str(out), "--lang", "en"]) == 0
    assert capsys.readouterr().out == f"{out}: 1 lines of streets\n"
    assert main(["ground", str(tmp_path / "none.pbf"), "--out", str(out), "--lang", "en"]) == 2
    assert "none.pbf" in capsys.readouterr().err


@pytest.fixture
def own(extract: Path, name_ground: Callable[[Path], None]) -> None:
    """Let the settings name the extract."""
    name_ground(extract)


@pytest.mark.usefixtures("own")
def test_the_settings_name_a_file() -> None:
    assert list(read_streets()["name_zh"]) == ["光华路"]
