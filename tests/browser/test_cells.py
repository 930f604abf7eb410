"""Cells of a cube on the page: totals as its rows have them, under any filter and zoom."""

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import expect

from geo.words.numerals import number
from geo.words.text import text_in
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage
from tests.browser.server import serve
from tests.unit.cubes import made_up_rows, write_cube

text = text_in("zh")
PAINTED = "body[data-cells]"
PRESSED = """() => {
    const canvas = document.querySelector(".leaflet-cells-pane canvas");
    const { left, top, width } = canvas.getBoundingClientRect();
    const [paint, scale] = [canvas.getContext("2d"), canvas.width / width];
    for (let x = 400; x < 900; x += 6)
        for (let y = 300; y < 700; y += 6) {
            const pixel = paint.getImageData((x - left) * scale, (y - top) * scale, 1, 1);
            if (pixel.data[3] && document.elementFromPoint(x, y).tagName === "CANVAS")
                return { x, y };
        }
}"""
"""Where a cell is painted and no bubble or name lies on it."""


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return made_up_rows()


@pytest.fixture(scope="module")
def served(rows: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path: Path = write_cube(tmp_path_factory.mktemp("cube") / "companies.arrow", rows)
    with serve(env={"TWOZONES_CUBE": str(path)}) as address:
        yield address


def total(rows: pd.DataFrame) -> str:
    """Return what the legend says of rows."""
    amount = text("cells.amount", amount=number(rows["wan"].sum()))
    stated = number(int(rows["wan"].notna().sum()))
    amounts = text("cells.amounts", stated=stated, amount=amount)
    return text("cells.total", count=number(len(rows)), amounts=amounts)


def said(page: MapPage) -> str:
    return page.page.locator(".legend-said").inner_text()


def drawing(page: MapPage) -> str:
    """Return what is painted of the cells."""
    canvas = page.map.locator(".leaflet-cells-pane canvas")
    written: str = canvas.evaluate("(canvas) => canvas.toDataURL()")
    return written


def choose_measure(page: MapPage, name: str) -> None:
    page.page.locator(".st-key-metric").get_by_role("combobox").click()
    page.page.get_by_role("option", name=text(f"metric.{name}"), exact=True).click()
    expect(page.legend).to_contain_text(text(f"map.legend_{name}"))
    page.wait_for_answer()


def test_totals_are_those_of_the_rows_and_a_filter_fetches_nothing_anew(
    served: str, open_page: Opener, rows: pd.DataFrame
) -> None:
    page = open_page(base=served, metric="density")
    page.map.locator(PAINTED).wait_for()
    expect(page.legend).to_contain_text(text("map.legend_density"))
    assert total(rows) in said(page)
    assert page.query == {"metric": "density"}
    asked: list[str] = []
    page.page.on("request", lambda request: asked.append(request.url))
    page.choose("sector", text("sector.finance"))
    finance = rows[rows["sector"] == "finance"]
    expect(page.page.locator(".legend-said")).to_contain_text(total(finance))
    assert page.body.get_attribute("data-cells") == str(len(finance))
    assert not [url for url in asked if "cells" in url]
    page.move(lambda: page.body.evaluate("() => window.map.setView([39.93, 116.42], 13)"))
    expect(page.page.locator(".legend-said")).to_contain_text(
        text("cells.side", metres=number(500))
    )
    assert total(finance) in said(page)
    before = drawing(page)
    choose_measure(page, "capital")
    assert total(finance) in said(page)
    assert drawing(page) != before


def test_a_press_on_a_cell_says_what_is_in_it_and_leaves_the_focus(
    served: str, open_page: Opener, rows: pd.DataFrame
) -> None:
    page = open_page(base=served, metric="density", extent="116.2,39.8,116.6,40.05")
    page.map.locator(PAINTED).wait_for()
    x, y = page.body.evaluate(PRESSED).values()
    page.body.click(position={"x": x, "y": y})
    heading = text("cells.here", metres="(.*)")
    expect(page.popup.locator("h3")).to_have_text(re.compile(heading))
    expect(page.popup).to_contain_text(text("cells.by_year"))
    assert "focus" not in page.query
    page.page.mouse.move(0, 0)
    assert total(rows) in said(page)


def test_cells_that_fail_once_another_measure_is_chosen_are_not_complained_of(
    served: str, open_page: Opener
) -> None:
    page = open_page(base=served)
    held = page.hold(r"cells\b.*\.arrow")
    choose_measure(page, "density")
    choose_measure(page, "projects")
    assert held
    for request in held:
        request.fulfill(status=404)
    page.rest()
    assert said(page) == ""
