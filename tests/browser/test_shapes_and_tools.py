"""Select by shape, measure, coordinates and search, as a planner uses them on the map."""

import io
import re
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pandas as pd
import pytest
from playwright.sync_api import Locator, Page, Route, expect
from pyproj import Geod

from geo.ask.within_shape import ShapeSelector, outlines_of
from geo.ground.gcj02 import gcj02_to_wgs84
from geo.register.load import Register
from geo.view.shapes import Circle, Rectangle, read_shape
from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage

ZH = text_in("zh")
STEP_MS = 350  # apart, so that two presses are no double-click


@pytest.fixture(scope="module")
def selector(register: Register) -> ShapeSelector:
    outlines = outlines_of(register.districts, register.zones)
    return ShapeSelector(register.projects, register.places, outlines)


def tool(page: MapPage, name: str) -> Locator:
    """Return a tool's button, or a button of the open tool."""
    return page.map.locator(".tools").get_by_role("button", name=ZH(name), exact=True)


def press_at(page: MapPage, *points: tuple[float, float], last_twice: bool = False) -> None:
    """Press on the map at WGS-84 ``(lon, lat)`` points in turn."""
    ground = page.map.locator("#map_div, .leaflet-container").first
    for number, (lon, lat) in enumerate(points, start=1):
        at = page.body.evaluate("(_, at) => window.map.latLngToContainerPoint(at)", [lat, lon])
        position = {"x": at["x"], "y": at["y"]}
        page.page.wait_for_timeout(STEP_MS)
        if last_twice and number == len(points):
            ground.dblclick(position=position, force=True)
        else:
            ground.click(position=position, force=True)


def hover_at(page: MapPage, point: tuple[float, float]) -> None:
    """Move the pointer to a WGS-84 ``(lon, lat)`` point of the map."""
    lon, lat = point
    at = page.body.evaluate("(_, at) => window.map.latLngToContainerPoint(at)", [lat, lon])
    ground = page.map.locator("#map_div, .leaflet-container").first
    ground.hover(position={"x": at["x"] - 3, "y": at["y"]}, force=True)
    ground.hover(position={"x": at["x"], "y": at["y"]}, force=True)


def start_drawing(page: MapPage, opener: str, kind: str) -> None:
    """Open a tool, choose what to draw, and wait until the map takes it."""
    tool(page, f"tools.{opener}").click()
    tool(page, kind).click()
    expect(page.body).to_have_class(re.compile("drawing"))


def centre_of(page: MapPage) -> tuple[float, float]:
    """Return longitude and latitude of the map's centre, in the datum of its tiles."""
    centre = page.body.evaluate("() => window.map.getCenter()")
    return centre["lng"], centre["lat"]


def test_a_planner_finds_what_is_not_yet_operating_in_a_shape_and_exports(
    open_page: Opener, register: Register, tmp_path: Path, selector: ShapeSelector
) -> None:
    page = open_page()
    page.change(lambda: page.option("cluster", "亦庄组团").click())
    for status in ("announced", "signed", "registered", "under_construction", "landed"):
        page.change(lambda status=status: page.option("status", ZH(f"status.{status}")).click())
    projects = register.projects
    waiting = (projects["cluster"] == "etown") & (projects["status"] != "operating")
    expect(page.table).to_have_attribute("data-rows", str(waiting.sum()))
    start_drawing(page, "select", "shape.rectangle")
    page.change(lambda: press_at(page, (116.48, 39.76), (116.56, 39.82)))
    drawn = read_shape(page.query["shape"])
    assert isinstance(drawn, Rectangle)
    assert (drawn.west, drawn.north) == pytest.approx((116.48, 39.82), abs=0.003)
    inside = waiting & selector.inside(drawn).mask
    assert 0 < inside.sum() < waiting.sum()
    expect(page.table).to_have_attribute("data-rows", str(inside.sum()))
    expect(page.page.locator(".st-key-chip-shape-")).to_contain_text(ZH("shape.is_rectangle"))
    with page.page.expect_download() as download:
        page.table.get_by_role("link", name="Excel").click()
    download.value.save_as(tmp_path / "listed.xlsx")
    written = pd.read_excel(tmp_path / "listed.xlsx")
    assert set(written[ZH("field.id")]) == set(projects["id"][inside])
    assert set(written[ZH("field.status")]) <= {
        ZH(f"status.{status}") for status in projects["status"][inside]
    }


def test_a_shape_drawn_polygon_then_lifted_by_its_chip(
    open_page: Opener, selector: ShapeSelector
) -> None:
    page = open_page()
    everything = page.visible
    start_drawing(page, "select", "shape.polygon")
    corners = ((116.42, 40.02), (116.62, 40.0), (116.45, 39.78))
    page.change(lambda: press_at(page, *corners, last_twice=True))
    shape = read_shape(page.query["shape"])
    assert page.visible == selector.inside(shape).mask.sum()
    assert 0 < page.visible < everything
    page.change(lambda: page.page.locator(".st-key-chip-shape- button").click())
    assert page.visible == everything
    page.wait_for_query()


@pytest.mark.parametrize("basemap", ["none", "amap"])
def test_a_link_with_a_circle_shows_its_outline_where_it_lies(
    open_page: Opener, selector: ShapeSelector, basemap: str
) -> None:
    circle = Circle(116.46, 39.91, 6)
    page = open_page(shape=str(circle), basemap=basemap, allowed=".autonavi.com")
    assert page.visible == selector.inside(circle).mask.sum()
    ring = page.body.evaluate(
        """() => Object.values(window.map._layers)
            .find((layer) => layer.options.className === "selected-shape")
            .getLatLngs()[0].map(({lng, lat}) => [lng, lat])"""
    )
    geod = Geod(ellps="WGS84")
    for point in ring[::12]:
        lon, lat = map(float, gcj02_to_wgs84(*point)) if basemap == "amap" else point
        assert geod.inv(116.46, 39.91, lon, lat)[2] == pytest.approx(6000, abs=0.5)


def test_a_circle_is_drawn_with_its_radius_at_the_cursor_and_then_edited(
    open_page: Opener, selector: ShapeSelector
) -> None:
    page = open_page()
    centre, rim = (116.46, 39.91), (116.54, 39.91)
    start_drawing(page, "select", "shape.circle")
    press_at(page, centre)
    hover_at(page, rim)
    km = Geod(ellps="WGS84").inv(*centre, *rim)[2] / 1000
    said = page.map.locator(".cursor-line")
    expect(said).to_contain_text(ZH("tools.is_circle", radius="", area="")[:2])
    assert float(re.findall(r"[\d.]+", said.inner_text())[0]) == pytest.approx(km, rel=0.1)
    page.change(lambda: press_at(page, rim))
    drawn = read_shape(page.query["shape"])
    assert isinstance(drawn, Circle)
    assert drawn.km == pytest.approx(km, rel=0.05)
    radius = page.map.get_by_label(ZH("tools.circle_km"))
    radius.fill("900")
    radius.press("Enter")
    expect(page.map.locator(".tool-status")).to_contain_text("200")
    radius.fill("3.5")
    page.change(lambda: radius.press("Enter"))
    typed = read_shape(page.query["shape"])
    assert typed == Circle(drawn.lon, drawn.lat, 3.5)
    assert page.visible == selector.inside(typed).mask.sum()
    handle = page.map.get_by_title(ZH("tools.circle_resize"))
    box = handle.bounding_box()
    assert box
    page.page.mouse.move(box["x"] + 8, box["y"] + 8)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + 48, box["y"] + 8, steps=4)
    page.change(page.page.mouse.up)
    dragged = read_shape(page.query["shape"])
    assert isinstance(dragged, Circle)
    assert dragged.km > typed.km
    assert (dragged.lon, dragged.lat) == (typed.lon, typed.lat)


def test_a_shape_is_typed(open_page: Opener, selector: ShapeSelector) -> None:
    page = open_page()
    page.page.get_by_role("button", name=ZH("shape.select")).click()
    page.page.locator(".st-key-shape_kind button", has_text=ZH("shape.circle")).click()
    centre = page.page.get_by_label(ZH("shape.centre"))
    centre.fill("39.91")
    apply_ = page.page.get_by_role("button", name=ZH("shape.apply"))
    apply_.click()
    expect(page.page.get_by_text("“39.91,3.0”不能构成范围")).to_be_visible()
    centre.fill("116.46，39.91")
    page.change(apply_.click)
    page.wait_for_query(shape="circle:116.46,39.91,3")
    assert page.visible == selector.inside(Circle(116.46, 39.91, 3)).mask.sum()
    expect(page.page.locator(".st-key-active")).to_contain_text("没有坐标")


def test_distance_and_area_are_those_of_the_ellipsoid(open_page: Opener) -> None:
    page = open_page()
    geod = Geod(ellps="WGS84")
    a, b, c = (116.3, 39.95), (116.6, 39.95), (116.45, 39.8)
    start_drawing(page, "measure", "tools.distance")
    press_at(page, a, b, last_twice=True)
    status = page.map.locator(".tool-status")
    expect(status).to_contain_text(ZH("tools.is_distance", length="")[:2])
    km = float(re.findall(r"[\d.]+", status.inner_text())[0])
    assert km == pytest.approx(geod.inv(*a, *b)[2] / 1000, rel=0.01)  # a pixel is some 100 m
    tool(page, "tools.area").click()
    expect(page.body).to_have_class(re.compile("drawing"))
    press_at(page, a, b, c, last_twice=True)
    expect(status).to_contain_text("平方公里")
    km2 = float(re.findall(r"[\d.,]+", status.inner_text())[0].replace(",", ""))
    lons, lats = zip(a, b, c, strict=True)
    area, _ = geod.polygon_area_perimeter(lons, lats)
    assert km2 == pytest.approx(abs(area) / 1e6, rel=0.02)
    assert page.query == {}


def test_coordinates_are_shown_and_jumped_to(open_page: Opener) -> None:
    page = open_page()
    tool(page, "tools.coordinates").click()
    panel = page.map.locator(".tool-panel")
    panel.get_by_label(ZH("tools.datum")).select_option("gcj02")
    field = panel.get_by_label(ZH("tools.jump_to"))
    field.fill("39.91010, 116.40374")  # Tiananmen in GCJ-02, latitude first
    field.press("Enter")
    expect(panel.locator(".readout")).to_contain_text("116.4037")
    assert centre_of(page) == pytest.approx((116.3975, 39.9087), abs=2e-4)
    field.fill("nowhere")
    field.press("Enter")
    expect(page.map.locator(".tool-status")).to_have_text(ZH("tools.no_point"))
    expect(page.page).to_have_url(re.compile("extent="))
    assert page.query.keys() == {"extent"}  # where the map was moved to, and no filter


def test_what_is_typed_before_a_datum_can_be_converted_waits_for_it(open_page: Opener) -> None:
    """Read in another datum meanwhile, it would lead half a kilometre away."""
    page = open_page()
    held = page.hold("gcoord")
    tool(page, "tools.coordinates").click()
    panel = page.map.locator(".tool-panel")
    readout, datum = panel.locator(".readout"), panel.get_by_label(ZH("tools.datum"))
    expect(readout).to_contain_text("116")
    before = centre_of(page)
    with page.page.expect_request(re.compile("gcoord")):
        datum.select_option("gcj02")
    field = panel.get_by_label(ZH("tools.jump_to"))
    field.fill("116.40374, 39.91010")
    field.press("Enter")
    hover_at(page, (116.4, 39.9))
    expect(readout).to_have_text(ZH("tools.loading"))
    assert centre_of(page) == before
    held.pop().continue_()
    expect(readout).to_contain_text("116.4037")
    assert centre_of(page) == pytest.approx((116.3975, 39.9087), abs=2e-4)


def test_the_datum_chosen_last_holds_whatever_comes_last(open_page: Opener) -> None:
    page = open_page()
    held = page.hold("gcoord")
    tool(page, "tools.coordinates").click()
    panel = page.map.locator(".tool-panel")
    datum = panel.get_by_label(ZH("tools.datum"))
    with page.page.expect_request(re.compile("gcoord")):
        datum.select_option("gcj02")
    datum.select_option("wgs84")
    with page.page.expect_response(re.compile("gcoord")):
        held.pop().continue_()
    field = panel.get_by_label(ZH("tools.jump_to"))
    field.fill("116.3975, 39.9087")
    field.press("Enter")
    expect(panel.locator(".readout")).to_contain_text("116.3975")
    assert centre_of(page) == pytest.approx((116.3975, 39.9087), abs=2e-4)


def test_coordinates_on_tiles_of_another_datum(open_page: Opener) -> None:
    page = open_page(basemap="amap", allowed=".autonavi.com")
    tool(page, "tools.coordinates").click()
    panel = page.map.locator(".tool-panel")
    field = panel.get_by_label(ZH("tools.jump_to"))
    field.fill("116.3975, 39.9087")  # Tiananmen in WGS-84, on a map that is in GCJ-02
    field.press("Enter")
    expect(panel.locator(".readout")).to_contain_text("116.3975")
    assert centre_of(page) == pytest.approx((116.40374, 39.9101), abs=2e-4)


def test_the_drawing_asked_for_last_is_the_one_that_begins(open_page: Opener) -> None:
    page = open_page()
    held = page.hold("geoman.*js")
    tool(page, "tools.select").click()
    with page.page.expect_request(re.compile("geoman.*js")):
        tool(page, "shape.rectangle").click()
    expect(page.map.locator(".tool-status")).to_have_text(ZH("tools.loading"))
    tool(page, "shape.circle").click()
    held.pop().continue_()
    expect(page.map.locator(".tool-status")).to_have_text(ZH("tools.draw_circle"))
    expect(page.map.locator(".pen")).to_have_count(1)
    page.change(lambda: press_at(page, (116.46, 39.91), (116.5, 39.91)))
    assert isinstance(read_shape(page.query["shape"]), Circle)


def test_what_a_tool_needs_is_asked_for_again_where_it_did_not_come(open_page: Opener) -> None:
    page = open_page()
    for name in ("geoman.*js", r"geoman\.css", "geodesic"):
        page.page.route(re.compile(name), lambda route: route.abort(), times=1)
    start_drawing(page, "select", "shape.rectangle")
    page.change(lambda: press_at(page, (116.44, 39.9), (116.5, 39.95)))
    assert isinstance(read_shape(page.query["shape"]), Rectangle)


def test_no_drawing_begins_once_its_tool_is_closed(open_page: Opener) -> None:
    page = open_page()
    held = page.hold("geoman.*js")
    tool(page, "tools.measure").click()
    with page.page.expect_request(re.compile("geoman.*js")):
        tool(page, "tools.distance").click()
    tool(page, "tools.measure").click()
    with page.page.expect_response(re.compile("geoman.*js")):
        held.pop().continue_()
    page.page.wait_for_timeout(500)
    expect(page.map.locator(".pen")).to_have_count(0)
    expect(page.map.locator(".tool-status")).to_have_text("")


def test_typing_suggests_what_is_meant_and_a_press_opens_it(open_page: Opener) -> None:
    page = open_page()
    box = page.page.locator(".st-key-q input")
    options = page.page.locator(".suggestions [role=option]")
    meant = {
        "朴道": "朴道征信有限公司",
        "PD": "朴道征信有限公司",
        "pudao": "朴道征信有限公司",
        "chaoyang": "朝阳组团",
        "亦庄": "亦庄组团",
        "经开区": "亦庄组团",
        "E-Town": "亦庄组团",
        "BDA": "亦庄组团",
    }
    for typed, name in meant.items():
        box.fill(typed)
        expect(options.filter(has_text=name).first).to_be_visible()
    options.filter(has_text="亦庄组团").first.click()
    page.wait_for_focus("cluster:etown")
    assert set(page.query) == {"focus"}
    box.fill("no such name")
    expect(page.page.locator(".suggestions p")).to_have_text(ZH("search.none"))
    box.fill("金融 在建 无此词")
    box.press("Enter")
    expect(page.page).to_have_url(re.compile("sector=finance&status=under_construction"))
    expect(page.page.locator(".st-key-active")).to_contain_text(ZH("search.rest", words="无此词"))
    page.page.locator(".st-key-reset button").click()
    expect(page.page).not_to_have_url(re.compile("sector"))
    box.fill("国贸")
    box.press("Shift+Enter")
    expect(page.page).to_have_url(re.compile("shape=near%3Aplace%3Acbd%2C3"))


def test_a_late_answer_does_not_open_a_list_that_was_closed(open_page: Opener) -> None:
    page = open_page()
    held: list[Route] = []
    page.page.route("**/twozones/find?**", lambda route: held.append(route))  # noqa: PLW0108
    box = page.page.locator(".st-key-q input")
    listed = page.page.locator(".suggestions ul").first
    with page.page.expect_request("**/twozones/find?**"):
        box.fill("bank")
    expect(listed).to_be_visible()
    box.press("Escape")
    expect(listed).to_be_hidden()
    with page.page.expect_response("**/twozones/find?**"):
        held.pop().continue_()
    page.page.wait_for_timeout(500)
    expect(listed).to_be_hidden()


def test_what_was_searched_for_before_the_names_came_opens_no_list(open_page: Opener) -> None:
    held: list[Route] = []

    def hold_names(opened: Page) -> None:
        opened.route("**/suggestions.json", lambda route: held.append(route))  # noqa: PLW0108

    page = open_page(prepare=hold_names)
    box = page.page.locator(".st-key-q input")
    listed = page.page.locator(".suggestions ul").first
    with page.page.expect_request("**/suggestions.json"):
        box.fill("bank")
    box.press("Enter")
    expect(page.page).to_have_url(re.compile("q=bank"))
    with page.page.expect_response("**/suggestions.json"):
        held.pop().continue_()
    page.page.wait_for_timeout(500)
    expect(listed).to_be_hidden()
    box.fill("banks")
    expect(listed).to_be_visible()


def test_a_bridge_is_found_gone_to_and_looked_around(open_page: Opener) -> None:
    page = open_page()
    box = page.page.locator(".st-key-q input")
    options = page.page.locator(".suggestions [role=option]")
    box.fill("國貿橋")
    options.filter(has_text="国贸桥").click()
    expect(page.page).to_have_url(re.compile("point=116.45585%2C39.90702"))
    expect(page.map.locator(".asked")).to_be_visible()
    centre = page.body.evaluate("() => ({ ...window.map.getCenter(), z: window.map.getZoom() })")
    assert (centre["lng"], centre["lat"]) == pytest.approx((116.45585, 39.90702), abs=1e-3)
    assert centre["z"] >= 14
    box.fill("东三环 × 建国路")
    options.filter(has_text="路口").locator("b").click()
    expect(page.page).to_have_url(re.compile("shape=circle%3A116.45559%2C39.90667%2C3"))


def test_a_policy_is_found_opened_and_closed(open_page: Opener, register: Register) -> None:
    page = open_page()
    title = register.policies.loc["LP003", "title_zh"]
    page.page.locator(".st-key-q input").fill(str(title)[:8])
    page.page.locator(".suggestions [role=option]").filter(has_text=str(title)).first.click()
    expect(page.panel.locator(".st-key-open-policy")).to_contain_text(str(title))
    page.wait_for_query(policy="LP003")
    page.page.locator(".st-key-close-policy button").click()
    expect(page.panel.locator(".st-key-open-policy")).to_have_count(0)


@pytest.mark.parametrize("name", ["shared.pdf", "nobody.csv"])
def test_an_export_that_there_is_not_is_not_found(address: str, name: str) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{address}/twozones/export/{name}")  # noqa: S310


def test_nothing_listed_offers_no_file(open_page: Opener) -> None:
    page = open_page(q="no such project anywhere")
    expect(page.table).to_have_attribute("data-rows", "0")
    expect(page.table.get_by_role("link")).to_have_count(0)


def test_export_to_csv_holds_the_listed_projects(open_page: Opener, register: Register) -> None:
    page = open_page(lang="en", sector="education")
    with page.page.expect_download() as download:
        page.table.get_by_role("link", name="CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    written = pd.read_csv(io.BytesIO(content))
    of_sector = register.projects[register.projects["sector"] == "education"]
    assert sorted(written["Id"]) == sorted(of_sector["id"])
    listed = page.table.locator("tbody th button").all_inner_texts()
    assert written["Name"].tolist()[: len(listed)] == listed
