"""What the browser is sent: masks, columns, shapes, colours and the map, read back as it would."""

import base64
import datetime as dt
import gzip
import json
import re
import zlib
from dataclasses import asdict, dataclass
from itertools import count, takewhile

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import shapely
from coord_convert.transform import wgs2gcj
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst
from streamlit_folium import generate_leaflet_string

from geo.ask.atlas import Atlas
from geo.ask.codes import code_column
from geo.ask.summary import ProjectNumbers
from geo.region import REGION
from geo.register.load import Register
from geo.view.view import CHOICES, View
from geo.words.text import text_in
from layers.assets import Asset, static_url
from layers.basemaps import Basemap, available_basemaps, basemap_of
from layers.bundle import ENTRIES, static_file, static_text
from layers.choropleth import CLASSES, bounds_of, classify, district_classes
from layers.details import DetailPages
from layers.map import UNSET, LayerState, OfflineMap, base_map, state_message
from layers.outlines import outline_layer
from layers.popups import place_popup
from layers.projects import UNDATED, project_layer
from layers.wire import encode_mask, filter_message
from tests.unit.tables import by_id, is_over, table

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
def test_a_mask_reads_as_the_script_reads_it(mask: np.ndarray) -> None:
    packed = zlib.decompress(base64.b64decode(encode_mask(mask)))
    rows = [row for row in range(len(mask)) if packed[row >> 3] >> (7 - (row & 7)) & 1]
    assert rows == np.flatnonzero(mask).tolist()


def test_no_mask_is_no_text() -> None:
    assert encode_mask(None) == ""


def test_a_mask_of_100_000_rows_is_small_enough_to_send() -> None:
    mask = np.random.default_rng(1).random(100_000) < 0.1
    assert len(encode_mask(mask)) < 20_000


def test_a_filter_goes_as_positions_and_days() -> None:
    view = View(sector=("finance", "health"), start=dt.date(2021, 2, 3), q="朴道")
    sent = filter_message(view)
    assert [CHOICES["sector"][code] for code in sent["sector"]] == ["finance", "health"]
    assert dt.date(1970, 1, 1) + dt.timedelta(days=sent["from"]) == view.start
    assert sent["q"] == "朴道"
    assert set(sent) == {"sector", "from", "q"}


# codes


@given(st.lists(st.none() | st.sampled_from("abcde")))
def test_codes_are_positions_among_the_options(values: list[str | None]) -> None:
    column = pd.Series(values, dtype=object)
    expected = [-1 if value not in list("acd") else "acd".index(value) for value in values]
    assert code_column(column, ("a", "c", "d")).tolist() == expected


# projects


@dataclass(frozen=True)
class Layer:
    """The project layer as a browser reads it."""

    table: pa.Table
    options: dict[str, list[str]]
    places: dict[str, dict[str, object]]

    def decoded(self, name: str) -> list[object]:
        """Return a coded column's options, None where not known."""
        options = [*self.options[name], None]
        return [options[code] for code in self.table[name].to_pylist()]

    def lonlat(self) -> np.ndarray:
        """Return the points, shape (n, 2), degrees."""
        return np.column_stack([self.table[name].to_numpy() for name in ("lon", "lat")])


def read_layer(asset: Asset) -> Layer:
    table_ = pa.ipc.open_stream(asset.body).read_all()
    metadata = json.loads(table_.schema.metadata[b"twozones"])
    return Layer(table_, metadata["options"], metadata["places"])


@pytest.fixture(scope="module")
def layer(register: Register) -> Layer:
    return read_layer(project_layer(register.projects, register.places))


def without_gaps(column: pd.Series) -> list[object]:
    """Return a frame's column with None for every gap."""
    return column.astype(object).where(column.notna(), None).tolist()


@pytest.mark.parametrize("name", ["status", "level", "kind", "programme", "area", "district"])
def test_coded_columns_decode_to_the_frame(register: Register, layer: Layer, name: str) -> None:
    assert layer.decoded(name) == without_gaps(register.projects[name])


@pytest.mark.parametrize(
    ("name", "blank"), [("sector", "unstated"), ("origin", "unstated"), ("cluster", "none")]
)
def test_gaps_are_an_option_where_one_can_filter_by_them(
    register: Register, layer: Layer, name: str, blank: str
) -> None:
    assert layer.decoded(name) == without_gaps(register.projects[name].fillna(blank))


def test_places_decode_to_the_file_and_have_names(layer: Layer) -> None:
    assert layer.decoded("place") == [row["place"] or None for row in table("projects")]
    for id_ in layer.options["place"]:
        place = by_id("places")[id_]
        sent = layer.places[f"place:{id_}"]
        assert (sent["zh"], sent["en"]) == (place["name_zh"], place["name_en"])
        assert sent["up"][:2] == [f"place:{id_}", place["parent"]]


def test_points_are_those_of_the_frame(register: Register, layer: Layer) -> None:
    np.testing.assert_array_equal(layer.lonlat(), register.projects[["lon", "lat"]])


def test_days_bound_what_a_date_may_mean(layer: Layer) -> None:
    epoch = np.datetime64("1970-01-01")
    for row, start, end in zip(
        table("projects"),
        layer.table["start"].to_pylist(),
        layer.table["end"].to_pylist(),
        strict=True,
    ):
        if not row["date"]:
            assert start == end == UNDATED
            continue
        days = [str(epoch + np.timedelta64(day, "D")) for day in (start, end)]
        assert all(day.startswith(row["date"]) for day in days)
        assert days[0] == (row["date"] + "-01-01")[:10]
        after = str(epoch + np.timedelta64(end + 1, "D"))
        assert not after.startswith(row["date"])


def test_in_gcj02_points_lie_where_an_independent_library_puts_them(
    register: Register, layer: Layer
) -> None:
    moved = read_layer(project_layer(register.projects, register.places, "gcj02"))
    kept = [name for name in layer.table.column_names if name not in {"lon", "lat"}]
    for name in kept:
        np.testing.assert_array_equal(moved.table[name].to_numpy(), layer.table[name].to_numpy())
    expected = [
        (np.nan, np.nan) if np.isnan(lon) else wgs2gcj(lon, lat) for lon, lat in layer.lonlat()
    ]
    np.testing.assert_allclose(moved.lonlat(), expected, rtol=0, atol=MICRODEGREE)


def test_no_projects_are_a_layer_too(register: Register) -> None:
    layer = read_layer(project_layer(register.projects.head(0), register.places))
    assert layer.table.num_rows == 0
    assert "sector" in layer.table.column_names


# details


def read_details(pages: DetailPages) -> dict[str, list[object]]:
    """Return all pages' columns, read one after another as a browser would fetch them."""
    found: dict[str, list[object]] = {}
    numbered = (pages.find(f"{pages.address['prefix']}{number}.json") for number in count())
    for page in takewhile(bool, numbered):
        for name, values in json.loads(page.body, parse_constant=pytest.fail).items():
            found.setdefault(name, []).extend(values)
    return found


def test_details_are_those_of_the_file(register: Register) -> None:
    details = read_details(DetailPages(register.projects))
    rows = table("projects")
    for name in ("id", "name_zh", "name_en", "date"):
        assert details[name] == [row[name] for row in rows]
    assert details["aggregate"] == [row["aggregate"] == "yes" for row in rows]
    money = [row["investment_yi_cny"] for row in rows]
    assert details["investment_yi_cny"] == [float(amount) if amount else None for amount in money]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(register: Register, name: str) -> None:
    projects = register.projects.head(3).assign(name_zh=name, name_en=name)
    details = read_details(DetailPages(projects))
    assert details["name_zh"] == details["name_en"] == [name] * 3


@pytest.mark.parametrize("wrong", ["x", "-1", "99", "0.json/..", "٣"])
def test_a_page_that_is_not_there_is_not_found(register: Register, wrong: str) -> None:
    pages = DetailPages(register.projects)
    assert pages.find(f"{pages.address['prefix']}{wrong}.json") is None


def test_the_address_of_details_changes_with_their_content(register: Register) -> None:
    changed = register.projects.copy()
    changed.loc[0, "name_en"] += "!"
    same, other = DetailPages(register.projects.copy()), DetailPages(changed)
    assert same.address == DetailPages(register.projects).address != other.address


# ground


def lonlats(collection: dict[str, object]) -> np.ndarray:
    """Return all vertices of a GeoJSON collection, shape (n, 2)."""
    return shapely.get_coordinates(shapely.from_geojson(json.dumps(collection)))


def ground(register: Register, datum: str) -> dict[str, dict[str, list[dict[str, object]]]]:
    asset = outline_layer(register.districts_coarse, register.zones, datum)
    return json.loads(asset.body, parse_constant=pytest.fail)


def test_the_ground_holds_districts_and_zones_but_no_areas(register: Register) -> None:
    layer = ground(register, "wgs84")
    ids = {
        name: [feature["properties"]["id"] for feature in layer[name]["features"]]
        for name in ("districts", "zones")
    }
    assert layer["areas"] == list(REGION.areas)
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
    one, same, other = (Asset.from_json("x.json", {"a": value}) for value in ("京", "京", "津"))
    assert one.url == same.url != other.url
    assert re.fullmatch(r"/twozones/data/[0-9a-f]{16}/x\.json", one.url)
    assert gzip.decompress(one.packed) == one.body
    assert one.packed == same.packed
    assert json.loads(one.body) == {"a": "京"}


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_no_asset_holds_what_json_has_not(value: float) -> None:
    with pytest.raises(ValueError, match="JSON"):
        Asset.from_json("x", [value])


@pytest.mark.parametrize("entry", sorted(ENTRIES))
def test_a_served_script_asks_for_no_other_of_ours(entry: str) -> None:
    script = static_text(entry)
    assert not re.findall(r"""(?:from|import)\s*["']\./""", script)
    assert set(re.findall(r'new URL\("([^"]+)"', script)) <= ENTRIES


@pytest.mark.parametrize(
    ("entry", "packages"),
    [("attach.js", 3), ("companion.js", 1), ("table.js", 0), ("engine.js", 0)],
)
def test_what_only_a_tool_needs_is_fetched_with_it(entry: str, packages: int) -> None:
    later = set(re.findall(r"""import\(["']\./([^"']+)""", static_text(entry)))
    assert len(later) == packages
    assert all(static_file(name) for name in later)


# choropleth

amounts = st.floats(1e-3, 1e9) | st.integers(1, 5_000).map(float)
values = st.dictionaries(st.text("0123456789", min_size=6, max_size=6), st.just(0.0) | amounts)


@given(values, values)
@example({"110101": 0.0065}, {"110101": 0.001})
@example({"110101": 0.7 + 0.1}, {"110101": 0.7 + 0.1})
def test_classes_are_ordered_and_every_value_lies_in_its_own(
    whole: dict[str, float], values: dict[str, float]
) -> None:
    bounds = bounds_of(whole)
    colours = classify(values, bounds)
    assert len(bounds) <= CLASSES
    assert list(bounds) == sorted(set(bounds))
    assert colours.bounds == bounds
    positive = {key for key, value in values.items() if value > 0}
    assert set(colours.classes) == (positive if bounds else set())
    for key, number in colours.classes.items():
        assert 0 <= number < len(bounds)
        assert bounds[number] <= values[key]
        assert number + 1 == len(bounds) or values[key] < bounds[number + 1]


@given(values)
def test_bounds_print_short(values: dict[str, float]) -> None:
    for bound in bounds_of(values)[1:]:
        assert bound > 0
        assert float(f"{bound:.1e}") == pytest.approx(bound)


@pytest.mark.parametrize(
    ("values", "bounds"),
    [
        ([], ()),
        ([0.0], ()),
        ([7.0], (0.0,)),
        ([5.0, 5.0, 5.0], (0.0,)),
        ([0.5, 0.7 + 0.1], (0.0, 0.55, 0.62, 0.67, 0.74)),
        ([1.0, 1234.0], (0.0, 240.0, 490.0, 740.0, 980.0)),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], (0.0, 2.0, 3.0, 4.0, 5.0)),
    ],
    ids=str,
)
def test_known_bounds(values: list[float], bounds: tuple[float, ...]) -> None:
    found = bounds_of({str(number): value for number, value in enumerate(values)})
    assert found == pytest.approx(bounds)


@given(values)
def test_zeros_change_no_class(values: dict[str, float]) -> None:
    positive = {key: value for key, value in values.items() if value}
    assert bounds_of(values) == bounds_of(positive)
    assert classify(values, bounds_of(values)) == classify(positive, bounds_of(values))


@pytest.mark.parametrize("metric", ["projects", "investment", "policies"])
def test_a_filter_leaves_what_a_shade_means(atlas: Atlas, metric: str) -> None:
    everything = np.ones(len(atlas.register.projects), dtype=bool)
    whole = district_classes(atlas, View(metric=metric), everything)
    assert len(whole.bounds) >= 3
    counts = atlas.whole_per_district[metric]
    ranked = sorted(whole.classes, key=counts.__getitem__)
    assert [whole.classes[key] for key in ranked] == sorted(whole.classes.values())
    view = View(metric=metric, sector=("finance",))
    filtered = district_classes(atlas, view, atlas.filter.select(view).mask)
    assert filtered.bounds == whole.bounds
    assert all(number <= whole.classes[key] for key, number in filtered.classes.items())
    assert filtered.classes != whole.classes


# the map


def state(**changed: object) -> LayerState:
    """Return a state of the map."""
    plain: dict[str, object] = {
        "filter": filter_message(View()),
        "rest": "",
        "focus": "city",
        "row": None,
        "spot": None,
        "lang": "zh",
        "theme": "light",
        "metric": "projects",
        "colour": "area",
        "classes": {"110105": 2},
        "bounds": (1.0, 2.0),
        "popup": {},
        "approval": "",
        "point": None,
        "fit": {},
        "shape": (),
    }
    return LayerState(**{**plain, **changed})


def rendered(map_state: LayerState, index: str = "/index.json", basemap: str = "none") -> str:
    """Return the scripts that the page's map is sent for a state, as ``st_folium`` makes them."""
    map_ = base_map(index, basemap_of(basemap))
    message = state_message(map_state).add_to(map_)
    return generate_leaflet_string(map_) + generate_leaflet_string(message)


def argument(page: str, function: str) -> str:
    """Return the last argument of the one call of a function in a page, as it is written."""
    [call] = re.findall(rf"twoZones\.{function}\((.*?)\);", page)
    return call if function == "update" else call.partition(",")[2]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_in_the_state_is_text_in_the_script(name: str) -> None:
    sent = state(focus=name, approval=name, popup={"title": name, "bars": [[name, 1]]})
    written = argument(rendered(sent), "update")
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(json.dumps(UNSET)) | json.loads(written) == json.loads(
        json.dumps(asdict(sent))
    )


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_address_is_text_in_the_script(name: str) -> None:
    written = argument(rendered(state(), name), "open")
    assert not set("<>&'\u2028\u2029") & set(written)
    assert json.loads(written)["index"] == name


def test_every_script_and_style_comes_from_here() -> None:
    links = [url for _, url in [*OfflineMap.default_js, *OfflineMap.default_css]]
    assert all(url.startswith("../../twozones/static/") for url in links)  # from the map's frame
    assert "//" not in rendered(state())
    assert all(static_file(url.rpartition("/")[2]) for url in links)
    assert {f"../..{static_url(url.rpartition('/')[2])}" for url in links} == set(links)


def test_a_map_is_made_once_and_no_message_becomes_a_part_of_it() -> None:
    first = rendered(state(), "/shared.json")
    again = rendered(state(focus="cluster:etown"), "/shared.json")
    assert base_map("/shared.json", Basemap()) is base_map("/shared.json", Basemap())
    assert first.count("twoZones.update(") == again.count("twoZones.update(") == 1


def test_no_basemap_asks_for_no_tile_and_a_basemap_says_whose_it_is() -> None:
    assert "tiles" not in json.loads(argument(rendered(state()), "open"))
    told = json.loads(argument(rendered(state(), basemap="osm"), "open"))
    assert "tile.openstreetmap.org" in told["tiles"]
    assert ">OpenStreetMap</a> contributors" in told["attribution"]


@pytest.mark.parametrize("name", ["osm", "amap", "tianditu"])
def test_tiles_are_asked_for_over_https_and_say_whose_they_are(name: str) -> None:
    basemap = basemap_of(name)
    assert basemap.tiles.startswith("https://")
    assert all(part in basemap.tiles for part in ("{x}", "{y}", "{z}"))
    assert basemap.tiles.count("{") == 3
    assert re.search(r"©|&copy;", basemap.attribution)


def test_tianditu_is_offered_only_with_its_key() -> None:
    assert available_basemaps() == ("ground", "none", "osm", "amap")
    assert basemap_of("amap").datum == "gcj02"
    assert basemap_of("osm").datum == "wgs84"


# popups

ETOWN_SCOPES = {"city", "ftz", "area:highend", "cluster:etown", "place:bda"}
ETOWN_POLICIES = [
    row
    for row in table("policies")
    if ETOWN_SCOPES & set(row["scope"].split(";")) and not is_over(row)
]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_popup_tells_a_places_own_numbers(atlas: Atlas, lang: str) -> None:
    register = atlas.register
    in_cluster = (register.projects["cluster"] == "etown").to_numpy(bool)
    summary = ProjectNumbers(register.projects).summarise(in_cluster)
    text = text_in(lang)
    scopes = [set(row["scope"].split(";")) for row in ETOWN_POLICIES]
    place, holding = register.places["cluster:etown"], atlas.holding(View(focus="cluster:etown"))
    popup = place_popup(place, summary, holding, text, schematic=True)
    assert popup["title"] == register.places["cluster:etown"].name(lang)
    assert popup["note"] == text("map.schematic")
    lines = dict(popup["lines"])
    assert lines[text("popup.projects")] == str(in_cluster.sum())
    landed = sum(row["status"] == "landed" for row in ETOWN_POLICIES)
    assert lines[text("popup.policies_landed")] == str(landed)
    assert lines[text("popup.policies_in_progress")] == str(len(ETOWN_POLICIES) - landed)
    wide = [sum(key in scope for scope in scopes) for key in ("city", "ftz")]
    reaches = [*wide, len(scopes) - sum(wide)]
    assert lines[text("popup.policies_reaches")] == " / ".join(map(str, reaches))
    counts = [count for _, count in popup["bars"]]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == in_cluster.sum()
    assert 0 not in counts
