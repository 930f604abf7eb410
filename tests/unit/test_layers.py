"""What the browser is sent: masks, columns, shapes, colours and the map, read back as it would."""

import base64
import gzip
import json
import re
import zlib
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
import shapely
from coord_convert.transform import wgs2gcj
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from numpy.testing import assert_array_equal

from geo.codes import code_column
from geo.register import Register
from geo.summary import ProjectNumbers
from geo.text import text_in
from layers.assets import Asset, static_files, static_url
from layers.basemaps import Basemap, available_basemaps, basemap_of
from layers.choropleth import CLASSES, classify
from layers.ground import ground_layer
from layers.map import LayerState, OfflineMap, base_map, state_group
from layers.mask import decode_mask, encode_mask
from layers.popups import PolicyCount, place_popup
from layers.projects import project_layer
from tests.unit.tables import by_id, table

Document = dict[str, dict[str, list[object]]]

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "${alert(1)}",
    "</script><script>alert(1)</script>",
    "'\"`\\",
    "=1+1",
    "\u2028\u2029",
    "]]>",
    "&lt;b&gt;",
    # folium compiles a rendered script as a template again
    "{{ 7*7 }}",
    "{{{{ 'a' }}",
    "{% raw %}",
    "{#",
    "\\{{ cycler }}",
]
MICRODEGREE = 1e-6


# masks


@given(npst.arrays(np.bool_, st.integers(0, 2_000)))
def test_a_mask_reads_back(mask: np.ndarray) -> None:
    assert_array_equal(decode_mask(encode_mask(mask), len(mask)), mask)


@given(npst.arrays(np.bool_, st.integers(1, 200)))
def test_a_mask_reads_as_the_script_reads_it(mask: np.ndarray) -> None:
    packed = zlib.decompress(base64.b64decode(encode_mask(mask)))
    rows = [row for row in range(len(mask)) if packed[row >> 3] & (128 >> (row & 7))]
    assert rows == np.flatnonzero(mask).tolist()


def test_a_mask_of_100_000_rows_is_small_enough_to_send() -> None:
    mask = np.random.default_rng(1).random(100_000) < 0.1
    assert len(encode_mask(mask)) < 20_000


# codes


@given(st.lists(st.none() | st.sampled_from("abcde")))
def test_codes_are_positions_among_the_options(values: list[str | None]) -> None:
    column = pd.Series(values, dtype=object)
    expected = [-1 if value not in list("acd") else "acd".index(value) for value in values]
    assert code_column(column, ("a", "c", "d")).tolist() == expected


# projects


@pytest.fixture(scope="module")
def layer(register: Register) -> Document:
    """Return the project layer as a browser reads it."""
    asset = project_layer(register.projects, register.places)
    return json.loads(asset.body, parse_constant=pytest.fail)


def decoded(layer: Document, name: str) -> list[object]:
    """Return a coded column's options, None where not known."""
    options = [*layer["options"][name], None]
    return [options[code] for code in layer["columns"][name]]


def without_gaps(column: pd.Series) -> list[object]:
    """Return a frame's column with None for every gap."""
    return column.astype(object).where(column.notna(), None).tolist()


def test_plain_columns_are_those_of_the_file(layer: Document) -> None:
    columns = layer["columns"]
    assert layer["size"] == len(table("projects"))
    assert columns["id"] == [row["id"] for row in table("projects")]
    assert columns["date"] == [row["date"] for row in table("projects")]
    for lang in ("zh", "en"):
        assert columns["name"][lang] == [row[f"name_{lang}"] for row in table("projects")]
    assert columns["aggregate"] == [int(row["aggregate"] == "yes") for row in table("projects")]
    money = [row["investment_yi_cny"] for row in table("projects")]
    assert columns["investment"] == [float(amount) if amount else None for amount in money]


@pytest.mark.parametrize(
    "name", ["sector", "status", "origin", "level", "cluster", "area", "district"]
)
def test_coded_columns_decode_to_the_frame(register: Register, layer: Document, name: str) -> None:
    assert decoded(layer, name) == without_gaps(register.projects[name])


def test_places_decode_to_the_file_and_have_names(layer: Document) -> None:
    stated = [f"place:{row['place']}" if row["place"] else None for row in table("projects")]
    assert decoded(layer, "place") == stated
    for key in layer["options"]["place"]:
        place = by_id("places")[key.removeprefix("place:")]
        assert layer["places"][key] == {"zh": place["name_zh"], "en": place["name_en"]}
    for district in layer["options"]["district"]:
        assert layer["places"][f"district:{district}"]["zh"].endswith("区")


@pytest.mark.parametrize(("name", "column"), [("lon", "lon"), ("lat", "lat")])
def test_coordinates_are_those_of_the_frame(
    register: Register, layer: Document, name: str, column: str
) -> None:
    sent = np.array(layer["columns"][name], dtype=float)
    np.testing.assert_allclose(sent, register.projects[column], rtol=0, atol=MICRODEGREE)


def test_all_columns_are_of_one_length(layer: Document) -> None:
    columns = dict(layer["columns"])
    names = columns.pop("name")
    assert {len(column) for column in [*columns.values(), *names.values()]} == {layer["size"]}


def test_in_gcj02_points_lie_where_an_independent_library_puts_them(
    register: Register, layer: Document
) -> None:
    shifted = json.loads(project_layer(register.projects, register.places, "gcj02").body)
    columns, moved = layer["columns"], shifted["columns"]
    for name in set(columns) - {"lon", "lat"}:
        assert moved[name] == columns[name]
    lonlat = zip(columns["lon"], columns["lat"], strict=True)
    expected = [wgs2gcj(lon, lat) if lon else (np.nan, np.nan) for lon, lat in lonlat]
    found = np.array([moved["lon"], moved["lat"]], dtype=float).T
    np.testing.assert_allclose(found, expected, rtol=0, atol=2 * MICRODEGREE)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(register: Register, name: str) -> None:
    projects = register.projects.head(3).assign(name_zh=name, name_en=name)
    columns = json.loads(project_layer(projects, register.places).body)["columns"]
    assert columns["name"] == {"zh": [name] * 3, "en": [name] * 3}


def test_no_projects_are_a_layer_too(register: Register) -> None:
    layer = json.loads(project_layer(register.projects.head(0), register.places).body)
    assert layer["size"] == 0
    assert layer["columns"]["id"] == []


# ground


def lonlats(collection: dict[str, object]) -> np.ndarray:
    """Return all vertices of a GeoJSON collection, shape (n, 2)."""
    return shapely.get_coordinates(shapely.from_geojson(json.dumps(collection)))


def ground(register: Register, datum: str) -> dict[str, dict[str, list[dict[str, object]]]]:
    asset = ground_layer(register.districts_coarse, register.zones, datum)
    return json.loads(asset.body, parse_constant=pytest.fail)


def test_the_ground_holds_districts_and_zones_but_no_areas(register: Register) -> None:
    layer = ground(register, "wgs84")
    ids = {
        name: [feature["properties"]["id"] for feature in layer[name]["features"]] for name in layer
    }
    assert ids["districts"] == register.districts.index.tolist()
    drawn = register.zones.index[register.zones["kind"] != "area"]
    assert ids["zones"] == drawn.tolist()
    for feature in layer["zones"]["features"]:
        assert feature["properties"]["geometry_basis"] in {"schematic", "digitised", "boundary"}


def test_the_ground_is_drawn_as_the_shapes_are(register: Register) -> None:
    layer = ground(register, "wgs84")
    for frame, name in ((register.districts_coarse, "districts"), (register.zones, "zones")):
        for feature in layer[name]["features"]:
            drawn = shapely.from_geojson(json.dumps(feature["geometry"]))
            assert shapely.equals(drawn, frame.geometry[feature["properties"]["id"]])


@pytest.mark.parametrize("name", ["districts", "zones"])
def test_in_gcj02_the_ground_is_shifted_by_the_datum(register: Register, name: str) -> None:
    plain, shifted = ground(register, "wgs84")[name], ground(register, "gcj02")[name]
    before, after = lonlats(plain), lonlats(shifted)
    expected = [wgs2gcj(lon, lat) for lon, lat in before[::25]]
    np.testing.assert_allclose(after[::25], expected, rtol=0, atol=MICRODEGREE)
    for one, other in zip(plain["features"], shifted["features"], strict=True):
        here, there = one["properties"], other["properties"]
        moved = wgs2gcj(here["label_lon"], here["label_lat"])
        label = there["label_lon"], there["label_lat"]
        assert label == pytest.approx(moved, abs=MICRODEGREE)
        assert {**here, "label_lon": 0, "label_lat": 0} == {**there, "label_lon": 0, "label_lat": 0}


def test_shifting_leaves_the_registers_own_shapes_alone(register: Register) -> None:
    before = register.districts_coarse.geometry.to_wkb().tolist()
    ground(register, "gcj02")
    assert register.districts_coarse.geometry.to_wkb().tolist() == before


# assets


def test_an_assets_address_changes_with_its_content() -> None:
    one, same, other = (Asset.from_json("x", {"a": value}) for value in ("京", "京", "津"))
    assert one.url == same.url != other.url
    assert re.fullmatch(r"/twozones/data/[0-9a-f]{16}/x\.json", one.url)
    assert gzip.decompress(one.packed) == one.body
    assert one.packed == same.packed
    assert json.loads(one.body) == {"a": "京"}


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_no_asset_holds_what_json_has_not(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        Asset.from_json("x", [value])


def test_every_static_file_is_there() -> None:
    for name, path in static_files().items():
        assert path.is_file(), name
        assert path.suffix == Path(name).suffix


# choropleth

amounts = st.floats(1e-3, 1e9) | st.integers(1, 5_000).map(float)
values = st.dictionaries(st.text("0123456789", min_size=6, max_size=6), st.just(0.0) | amounts)


@given(values)
@example({"110101": 0.0065})
@example({"110101": 0.7 + 0.1})
def test_classes_are_ordered_and_every_value_lies_in_its_own(values: dict[str, float]) -> None:
    colours = classify(values)
    bounds = colours.bounds
    assert len(bounds) <= CLASSES
    assert list(bounds) == sorted(set(bounds))
    assert set(colours.classes) == {key for key, value in values.items() if value > 0}
    for key, number in colours.classes.items():
        assert 0 <= number < len(bounds)
        assert bounds[number] <= values[key]
        assert number + 1 == len(bounds) or values[key] < bounds[number + 1]


@given(values)
def test_bounds_print_short(values: dict[str, float]) -> None:
    for bound in classify(values).bounds:
        assert bound > 0
        assert float(f"{bound:.1e}") == pytest.approx(bound)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], ()),
        ([0.0], ()),
        ([7.0], (7.0,)),
        ([5.0, 5.0, 5.0], (5.0,)),
        ([0.7 + 0.1], (0.79,)),  # a little less than 0.8
        ([1234.0], (1200.0,)),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], (1.0, 2.0, 3.0, 4.0, 5.0)),
    ],
    ids=str,
)
def test_known_bounds(values: list[float], bounds: tuple[float, ...]) -> None:
    found = classify({str(number): value for number, value in enumerate(values)})
    assert found.bounds == pytest.approx(bounds)


def test_the_districts_of_the_register(register: Register) -> None:
    numbers = ProjectNumbers(register.projects)
    everything = np.ones(len(register.projects), dtype=bool)
    for metric in ("projects", "investment"):
        counts = numbers.per_district(everything, metric)
        colours = classify(counts)
        assert len(colours.bounds) >= 3
        ranked = sorted(colours.classes, key=counts.__getitem__)
        assert [colours.classes[key] for key in ranked] == sorted(colours.classes.values())


# the map


def state(**changed: object) -> LayerState:
    """Return a state of the map."""
    plain: dict[str, object] = {
        "mask": encode_mask(np.ones(5, dtype=bool)),
        "view": "0123456789abcdef",
        "focus": "city",
        "lang": "zh",
        "theme": "light",
        "metric": "projects",
        "classes": {"110105": 2},
        "bounds": (1.0, 2.0),
        "popup": {},
        "approval": "",
        "shape": (),
    }
    return LayerState(**{**plain, **changed})


def rendered(map_state: LayerState, config: Mapping[str, object] = MappingProxyType({})) -> str:
    """Return the page of a map that a state was added to."""
    map_ = base_map(config, Basemap())
    state_group(map_state).add_to(map_)
    return str(map_.get_root().render())


def argument(page: str, function: str) -> str:
    """Return the last argument of the one call of a function in a page, as it is written."""
    [call] = re.findall(rf"twoZones\.{function}\((.*?)\);", page)
    return call if function == "update" else call.partition(",")[2]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_in_the_state_is_text_in_the_script(name: str) -> None:
    sent = state(focus=name, approval=name, popup={"title": name, "bars": [[name, 1]]})
    written = argument(rendered(sent), "update")
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(written) == json.loads(json.dumps(asdict(sent)))


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_in_the_configuration_is_text_in_the_script(name: str) -> None:
    written = argument(rendered(state(), {"failed": name}), "attach")
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(written) == {"failed": name}


def test_every_script_and_style_comes_from_here() -> None:
    links = [url for _, url in [*OfflineMap.default_js, *OfflineMap.default_css]]
    assert all(url.startswith("/twozones/") for url in links)
    page = rendered(state())
    asked = re.findall(r"""(?:src|href)\s*=\s*["']([^"']+)""", page)
    assert set(asked) <= set(links)
    assert "//" not in re.sub(r"^\s*//.*$", "", page, flags=re.MULTILINE)
    served = set(static_files())
    assert {url.rpartition("/")[2] for url in links} <= served
    assert {static_url(url.rpartition("/")[2]) for url in links} == set(links)


def test_no_basemap_asks_for_no_tile_and_a_basemap_says_whose_it_is() -> None:
    assert "tileLayer" not in rendered(state())
    osm = base_map({}, basemap_of("osm")).get_root().render()
    assert "tile.openstreetmap.org" in osm
    assert "OpenStreetMap contributors" in osm


def test_tianditu_is_offered_only_with_its_key() -> None:
    assert available_basemaps() == ("none", "osm", "amap")
    assert basemap_of("amap").datum == "gcj02"
    assert basemap_of("osm").datum == "wgs84"


# popups


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_popup_tells_a_places_own_numbers(register: Register, lang: str) -> None:
    in_cluster = (register.projects["cluster"] == "etown").to_numpy(bool)
    summary = ProjectNumbers(register.projects).summarise(in_cluster)
    text = text_in(lang)
    popup = place_popup(
        register.places["cluster:etown"], summary, PolicyCount(5, 2), text, schematic=True
    )
    assert popup["title"] == register.places["cluster:etown"].name(lang)
    assert popup["note"] == text("map.schematic")
    lines = dict(popup["lines"])
    assert lines[text("popup.projects")] == str(in_cluster.sum())
    assert lines[text("popup.policies_landed")] == "5"
    assert lines[text("popup.policies_in_progress")] == "2"
    counts = [count for _, count in popup["bars"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == in_cluster.sum()
    assert 0 not in counts
