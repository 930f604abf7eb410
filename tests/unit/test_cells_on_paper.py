"""Cells of a cube on paper: those of the screen, in the same classes, with what they leave out."""

import base64
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import PathPatch

from briefing.content import Briefing, Options, make_briefing
from briefing.paper.map.cells import CELLS_AT, RAMP, cells_in, lines_of
from briefing.paper.map.frame import Frame, bounds_of_section, frame_of
from briefing.paper.map.ground import PIXEL_PT
from briefing.paper.page.fonts import MM_PER_POINT
from briefing.paper.sheet import SIZES, draw_sheet
from briefing.ranges import ranges_of
from geo.ask.atlas import Atlas
from geo.cube.select import cells_of, passing
from geo.settings import settings
from geo.view.view import View
from geo.words.text import text_in
from layers.assets import STATIC
from layers.catalogue import browser_catalogue
from layers.cells import CellLayer
from layers.wire import filter_message
from tests.unit.cubes import made_up_rows, write_cube
from tests.unit.node import ask_module

VIEWS = [
    View(metric="density"),
    View(lang="en", metric="capital", sector=("finance",), start=dt.date(2020, 5, 1), q="bank"),
    View(metric="capital", focus="cluster:chaoyang", district=("110105",)),
]


@pytest.fixture(scope="module", autouse=True)
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the settings name a cube while these tests run."""
    path: Path = write_cube(tmp_path_factory.mktemp("cube") / "companies.arrow", made_up_rows())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TWOZONES_CUBE", str(path))
        settings.cache_clear()
        yield
    settings.cache_clear()


def layer_of(briefing: Briefing) -> CellLayer:
    assert briefing.cells is not None
    return briefing.cells


def frame_on(briefing: Briefing) -> Frame:
    return frame_of(bounds_of_section(briefing, briefing.focus), 180, 140)


LINES = """
const { Cube } = await import(request.cubeModule);
const { wordsIn } = await import(request.wordsModule);
const { filter, side, lang, catalogue } = request;
const cube = new Cube(Uint8Array.from(atob(request.cube), (one) => one.charCodeAt(0)));
await cube.filter(filter);
const inFocus = cube.totalsIn(request.focus);
const place = inFocus && { name: request.name, totals: inFocus };
const found = { totals: cube.totals(), place, side };
return module.linesOf(cube, filter, found, { lang, words: wordsIn(catalogue, lang) });
"""


@pytest.mark.parametrize("view", VIEWS)
def test_paper_says_of_cells_what_the_page_says(atlas: Atlas, view: View) -> None:
    briefing = make_briefing(atlas, view)
    layer, focus = layer_of(briefing), view.focus
    request = {
        "cubeModule": (STATIC / "cells" / "cube.js").as_uri(),
        "wordsModule": (STATIC / "common" / "words.js").as_uri(),
        "cube": base64.b64encode(layer.asset.body).decode(),
        "catalogue": browser_catalogue(),
        "filter": dict(filter_message(view)),
        "lang": view.lang,
        "side": 2 * layer.cube.cell_m,
        "focus": focus,
        "name": atlas.name_of(focus, view.lang),
    }
    assert ask_module("cells/say.js", LINES, request) == [*lines_of(briefing, layer, 2, focus)]


@pytest.mark.parametrize("view", VIEWS)
def test_every_row_that_passes_is_drawn_or_said_to_be_left_out(atlas: Atlas, view: View) -> None:
    briefing = make_briefing(atlas, view)
    layer, frame = layer_of(briefing), frame_on(briefing)
    cells = cells_in(briefing, frame, view.focus)
    assert cells is not None
    metres = frame.metres_per_mm * PIXEL_PT * MM_PER_POINT
    factor = layer.factor_at(metres)
    sums = cells_of(layer.cube, passing(layer.cube, view), factor)
    grid = layer.cube.grid
    middle = np.column_stack([sums.east + 0.5, sums.north + 0.5]) * factor
    at = frame.project(middle * [grid.width, grid.height] + [grid.west, grid.south])
    side = factor * layer.cube.cell_m / frame.metres_per_mm
    near = (abs(at - [frame.width / 2, frame.height / 2]) < np.array([90, 70]) + 0.49 * side).all(
        axis=1
    )
    far = (abs(at - [frame.width / 2, frame.height / 2]) > np.array([90, 70]) + 0.51 * side).any(
        axis=1
    )
    values = layer.densities(sums, view.metric, factor)
    assert (near & (values > 0)).sum() <= len(cells.classes) <= (~far & (values > 0)).sum()
    pattern = text_in(view.lang)("cells.beyond", count="([0-9,]+)")
    said = [found[1] for line in cells.lines if (found := re.fullmatch(pattern, line))]
    beyond = int(said[0].replace(",", "")) if said else 0
    assert sums.rows[far].sum() <= beyond <= sums.rows[~near].sum()
    assert set(cells.classes) <= set(range(len(cells.colours.bounds)))


@pytest.mark.parametrize("is_grey", [False, True])
def test_a_sheet_has_the_cells_their_classes_and_their_totals(
    atlas: Atlas, *, is_grey: bool
) -> None:
    briefing = make_briefing(atlas, VIEWS[0], Options(grey=is_grey))
    layer = layer_of(briefing)
    page = draw_sheet(briefing, SIZES["a4-landscape"])
    said = "".join(text.get_text() for text in page.texts)
    assert lines_of(briefing, layer, 1, "city")[0] in said
    assert "companies.arrow" in said
    shown = cells_in(briefing, frame_on(briefing), "city")
    assert shown is not None
    for words in ranges_of(shown.colours, "density", briefing.text):
        assert words in said
    drawn = [one for one in page.figure.findobj(PathPatch) if one.get_zorder() == CELLS_AT]
    assert 1 < len(drawn) <= len(shown.colours.bounds)
    hues = {to_hex(one.get_facecolor()) for one in drawn}
    assert len(hues) == len(drawn)
    assert (hues <= set(RAMP)) != is_grey
    assert all(bool(one.get_hatch()) == is_grey for one in drawn)
