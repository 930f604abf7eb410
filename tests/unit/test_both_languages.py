"""Python and the browser's modules asked the same: rows, classes, datums, lengths and areas."""

import base64
from itertools import pairwise

import numpy as np
import pytest
from pyproj import Geod, Transformer

from geo.ask.filters import ProjectFilter
from geo.ask.order import what_matters_first
from geo.ground.gcj02 import wgs84_to_bd09, wgs84_to_gcj02
from geo.ground.membership import Membership
from geo.register.load import Register
from geo.view.shapes import Circle
from geo.view.view import view_from_query
from layers.choropleth import bounds_of, classify
from layers.datums import datum_choices
from layers.projects import project_layer
from layers.wire import encode_mask, filter_message
from tests.unit.node import ask_module

CITY_CORNERS = [(116.3975, 39.9087), (115.5, 39.5), (117.4, 41.0)]
DEGREES, MILLIMETRES = 1e-8, 1e-3
BD09_ROUND_TRIP = 4e-6
"""Degrees, 0.3 m: what BD-09's closed inverse leaves."""

QUERIES = (
    {},
    {"sector": "finance,unstated", "status": "landed"},
    {"cluster": "none", "origin": "foreign"},
    {"from": "2021", "to": "2022-06", "kind": "facility"},
    {"q": "bda jk", "programme": "two_zones"},
    {"q": "no such project"},
    {"shape": str(Circle(116.46, 39.91, 6)), "sector": "commerce"},
)


def engine_lists(register: Register, asked: list[dict[str, object]]) -> list[list[str]]:
    """Return the ids that the browser's engine lists for each request, in order."""
    layer = project_layer(register.projects, register.places).body
    body = """
        const engine = new module.Engine(Uint8Array.from(Buffer.from(request.layer, "base64")), {
            of: async (rows) => Array.from(rows, (row) => ({ id: request.ids[row] })),
        });
        const order = { column: null, descending: false, lang: "zh" };
        const lists = [];
        for (const one of request.asked) {
            const { records } = await engine.list({ ...one, order, page: 0, rows: engine.size });
            lists.push(records.map(({ id }) => id));
        }
        return lists;
    """
    told = {
        "layer": base64.b64encode(layer).decode(),
        "ids": register.projects["id"].tolist(),
        "asked": asked,
    }
    return ask_module("engine/engine.js", body, told)  # type: ignore[return-value]


def test_a_filter_lists_the_rows_that_the_server_finds(register: Register) -> None:
    projects, places = register.projects, register.places
    find, membership = ProjectFilter(projects, places), Membership(projects, places)
    order, ids = what_matters_first(projects), projects["id"].to_numpy()
    asked, expected = [], []
    for query in QUERIES:
        view, problems = view_from_query(query)
        assert not problems
        selection = find.select(view)
        for within in ("city", "ftz", "district:110105", "cluster:etown", "place:bda"):
            rest = encode_mask(selection.rest)
            asked.append({"filter": dict(filter_message(view)), "rest": rest, "within": within})
            shown = selection.mask & membership.mask(within)
            expected.append(ids[order[shown[order]]].tolist())
    assert engine_lists(register, asked) == expected
    assert any(expected)


def test_districts_fall_into_the_same_classes() -> None:
    dice = np.random.default_rng(5)
    values = [
        {str(key): value for key, value in enumerate(amounts.tolist())}
        for size in (0, 1, 2, 5, 16, 40)
        for scale in (0.01, 1, 37, 1e5)
        for amounts in (
            dice.exponential(scale, size),
            np.floor(dice.exponential(scale, size)),
            np.round(dice.exponential(scale, size), 2),
        )
    ]
    values += [{"a": 0.7 + 0.1}, {"a": 5.0, "b": 5.0}, {"a": 999.999999}, {"a": 1.0, "b": -1.0}]
    asked = [(given, bounds_of(whole)) for given, whole in pairwise(values)]
    body = "return request.map(([values, bounds]) => module.classify(values, bounds));"
    answers = ask_module("engine/classes.js", body, asked)
    for (given, bounds), answer in zip(asked, answers, strict=True):  # type: ignore[call-overload]
        colours = classify(given, bounds)
        assert answer == {"classes": dict(colours.classes), "bounds": list(colours.bounds)}, given


def test_coordinates_are_the_same_in_every_datum_and_are_read_in_either_order() -> None:
    body = """
        const found = {};
        for (const datum of request.datums) {
            await module.prepareDatum(datum);
            found[datum.code] = request.points.map((point) => {
                const there = module.fromWgs84(datum, point);
                const written = there.map((value) => value.toFixed(9));
                const back = [written, written.toReversed()].map((pair) => pair.join(" "));
                return [there, ...back.map((text) => module.readPoint(datum, text))];
            });
        }
        return found;
    """
    told = {"datums": datum_choices(), "points": CITY_CORNERS}
    found = ask_module("common/datums.js", body, told)
    assert isinstance(found, dict)
    codes = {"gk38": 4526, "gk39": 4527, "gk114": 4547, "gk117": 4548, "gk20": 4498}
    codes |= {"utm50n": 32650, "webmercator": 3857}
    expected = {
        "wgs84": lambda lon, lat: (lon, lat),
        "cgcs2000": lambda lon, lat: (lon, lat),
        "gcj02": wgs84_to_gcj02,
        "bd09": wgs84_to_bd09,
        **{
            name: Transformer.from_crs(4326, epsg, always_xy=True).transform
            for name, epsg in codes.items()
        },
    }
    assert set(found) == set(expected)
    for name, answers in found.items():
        tolerance = MILLIMETRES if name in codes else DEGREES
        for point, (there, *back) in zip(CITY_CORNERS, answers, strict=True):
            assert there == pytest.approx([float(x) for x in expected[name](*point)], abs=tolerance)
            assert all(one == pytest.approx(point, abs=BD09_ROUND_TRIP) for one in back), name


def test_what_is_no_point_of_china_is_not_read() -> None:
    texts = ["", "116.4", "nowhere", "1 2", "116.4 39.9 5", "-116.4 39.9", "200 100"]
    body = "return request.map((text) => module.readPoint({code: 'wgs84', projection: ''}, text));"
    assert ask_module("common/datums.js", body, texts) == [None] * len(texts)


def test_lengths_and_areas_are_those_of_the_ellipsoid() -> None:
    corners = [(116.3, 39.9), (116.5, 39.9), (116.5, 40.1), (116.3, 40.1)]
    body = (
        "await module.prepareMeasure(); return [module.lengthOf(request), module.areaOf(request)];"
    )
    length, area = ask_module("tools/measure.js", body, corners)  # type: ignore[misc]
    geod, (lons, lats) = Geod(ellps="WGS84"), zip(*corners, strict=True)
    assert length == pytest.approx(geod.line_length(lons, lats), rel=1e-9)
    assert area == pytest.approx(abs(geod.polygon_area_perimeter(lons, lats)[0]), rel=1e-9)
