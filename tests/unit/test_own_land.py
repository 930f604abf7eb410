"""What a ground of one's own has beside its streets, read from files that are made here."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import matplotlib.pyplot as plt
import numpy as np
import pyogrio
import pytest
import shapely
from pmtiles.reader import MmapSource, Reader, all_tiles
from pmtiles.tile import zxy_to_tileid
from pmtiles.writer import Writer

from briefing.paper.map.frame import frame_of
from briefing.paper.map.ground import draw_ground, ground_in
from geo.ground.own_ground import read_own_ground
from layers.ground import ground_parts

LAKE = shapely.box(116.4, 39.9, 116.42, 39.92) - shapely.box(116.408, 39.908, 116.412, 39.912)
"""Some 1.7 by 2.2 km, with an island in its middle."""

PARK = shapely.box(116.43, 39.9, 116.45, 39.92)
LINE = shapely.LineString([(116.4, 39.89), (116.6, 39.89)])
STATION = shapely.Point(116.45, 39.9)

BOUNDS = (116.39, 39.88, 116.61, 39.93)
EDGES = ("min_lon_e7", "min_lat_e7", "max_lon_e7", "max_lat_e7")
"""What the head of a file of tiles calls its bounds."""

Layers = dict[str, tuple[str, str, shapely.Geometry]]
"""By a layer's name: its column, what that says, and the one shape."""

PROTOMAPS: Layers = {
    "roads": ("kind", "rail", LINE),
    "water": ("kind", "lake", LAKE),
    "landuse": ("kind", "park", PARK),
    "pois": ("kind", "station", STATION),
}
OPENMAPTILES: Layers = {
    "transportation_name": ("class", "primary", LINE),
    "transportation": ("class", "rail", LINE),
    "water": ("class", "lake", LAKE),
    "park": ("class", "national_park", PARK),
    "poi": ("class", "railway", STATION),
}
OSM = """<?xml version="1.0"?><osm version="0.6">
<node id="1" lat="39.90" lon="116.40"/><node id="2" lat="39.90" lon="116.42"/>
<node id="3" lat="39.92" lon="116.42"/><node id="4" lat="39.92" lon="116.40"/>
<node id="5" lat="39.9" lon="116.45"><tag k="railway" v="station"/><tag k="name" v="北京站"/>
<tag k="name:en" v="Beijing Station"/></node>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="primary"/><tag k="name" v="光华路"/></way>
<way id="2"><nd ref="1"/><nd ref="5"/><tag k="railway" v="subway"/></way>
<way id="3"><nd ref="1"/><nd ref="2"/><nd ref="3"/><nd ref="1"/><tag k="natural" v="water"/></way>
<way id="4"><nd ref="1"/><nd ref="3"/><nd ref="4"/><nd ref="1"/><tag k="leisure" v="park"/></way>
<way id="5"><nd ref="1"/><nd ref="3"/><nd ref="4"/><nd ref="1"/>
<tag k="landuse" v="military"/></way>
</osm>"""


def tiles_of(folder: Path, layers: Layers) -> Path:
    """Return a file of tiles with one shape a layer: tiles of one layer each, put together."""
    together: dict[int, bytes] = {}
    for layer, (column, value, shape) in layers.items():
        path = folder / f"{layer}.pmtiles"
        columns = {column: [value], "name": ["北京站"], "name:en": ["Beijing Station"]}
        frame = gpd.GeoDataFrame(columns, geometry=[shape], crs="EPSG:4326")
        pyogrio.write_dataframe(frame, path, driver="PMTiles", layer=layer, MINZOOM=13, MAXZOOM=13)
        with path.open("rb") as file:
            source = MmapSource(file)
            header, metadata = Reader(source).header(), Reader(source).metadata()
            for place, tile in all_tiles(source):
                number = zxy_to_tileid(*place)
                together[number] = together.get(number, b"") + gzip.decompress(tile)
    described = [
        {"id": layer, "fields": dict.fromkeys((column, "name", "name:en"), "String")}
        for layer, (column, *_) in layers.items()
    ]
    for edge, degrees in zip(EDGES, BOUNDS, strict=True):
        header[edge] = round(degrees * 1e7)
    out = folder / "land.pmtiles"
    with out.open("wb") as file:
        writer = Writer(file)
        for number in sorted(together):
            writer.write_tile(number, gzip.compress(together[number]))
        writer.finalize(header, {**metadata, "vector_layers": described})
    return out


@pytest.mark.parametrize("layers", [PROTOMAPS, OPENMAPTILES], ids=["protomaps", "openmaptiles"])
def test_tiles_of_both_schemas_give_water_parks_railways_and_stations(
    tmp_path: Path, layers: Layers
) -> None:
    ground = read_own_ground(tiles_of(tmp_path, layers))
    shapes = ground.to_crs("EPSG:32650").set_index("kind").geometry
    drawn = gpd.GeoSeries([LAKE, PARK, LINE], crs="EPSG:4326").to_crs("EPSG:32650")
    assert shapes["lake"].area == pytest.approx(drawn[0].area, rel=0.01)
    assert len(shapes["lake"].interiors) == 1
    assert shapes["park"].area == pytest.approx(drawn[1].area, rel=0.01)
    assert shapes["railway"].length == pytest.approx(drawn[2].length, rel=0.01)
    station = ground.set_index("kind").loc["rail"]
    assert (station["name_zh"], station["name_en"]) == ("北京站", "Beijing Station")


def test_an_extract_gives_what_lies_beside_its_streets_and_nothing_military(tmp_path: Path) -> None:
    path = tmp_path / "land.osm"
    path.write_text(OSM, "utf-8")
    ground = read_own_ground(path)
    assert sorted(ground["kind"]) == ["lake", "park", "rail", "railway", "road"]
    assert ground.set_index("kind").loc["rail", "name_en"] == "Beijing Station"


def test_areas_are_sent_as_their_rings_and_small_ones_with_the_streets(tmp_path: Path) -> None:
    small = shapely.box(116.46, 39.9, 116.462, 39.902)
    layers = PROTOMAPS | {"landuse": ("kind", "park", shapely.union(PARK, small))}
    parts = ground_parts(read_own_ground(tiles_of(tmp_path, layers)))
    kinds = {name: [one["kind"] for one in json.loads(part.body)] for name, part in parts.items()}
    assert sorted(kinds["main"]) == ["lake", "lake", "park", "rail", "railway"]
    assert kinds["streets"] == ["park"]


@pytest.fixture
def own(tmp_path: Path, name_ground: Callable[[Path], None]) -> None:
    """Let the settings name a file of tiles."""
    name_ground(tiles_of(tmp_path, PROTOMAPS))


@pytest.mark.usefixtures("own")
def test_paper_fills_parks_then_water_and_leaves_its_islands() -> None:
    frame = frame_of((116.39, 39.88, 116.47, 39.93), 180, 140)
    figure = plt.figure(figsize=(1.8, 1.4), dpi=100)  # a pixel a millimetre
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 180), ylim=(0, 140))
    axes.axis("off")
    draw_ground(axes, ground_in(frame), frame)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())[::-1, :, :3] / 255  # type: ignore[attr-defined]
    plt.close(figure)
    spots = np.array(
        [[116.404, 39.904], [116.41, 39.91], [116.44, 39.91], [116.46, 39.91], [116.42, 39.89]]
    )
    columns, rows = frame.project(spots).astype(int).T
    water, island, park, ground, railway = map(tuple, pixels[rows, columns].round(1))
    assert len({water, park, ground}) == len((water, park, ground))
    assert island == ground == (1, 1, 1)
    assert railway != ground
