"""Cells of a cube on paper: as large, and in the classes, in which the screen draws them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from briefing.content import Briefing
from briefing.paper.map.frame import Frame
from briefing.paper.map.ground import PIXEL_PT
from briefing.paper.page.fonts import MM_PER_POINT
from briefing.paper.page.hatching import hatches_of
from briefing.paper.page.palette import EDGE, NO_CLASS, on_paper
from geo.cube.select import (
    OTHER_LIMITS,
    CellSums,
    Totals,
    filters_left_out,
    lying_in,
    totals_of,
)
from geo.words.numerals import number
from geo.words.text import Text
from layers.cells import OPACITY, CellLayer
from layers.choropleth import Choropleth
from layers.palette import LIGHT

CELLS_AT: Final = 1.5
"""Where they lie: above the ground of districts (1), below roads (2) and borders."""

CORNERS: Final = np.array([(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)])

RAMP: Final = (NO_CLASS, *(on_paper(color, OPACITY) for color in LIGHT.cells))
"""The colour of no class, then those of the classes."""


@dataclass(frozen=True, eq=False)
class PaperCells:
    """The cells in a frame that hold rows of a briefing's filter.

    ``colours`` are the classes' bounds, ``corners`` in mm of shape (m, 5, 2), ``classes`` of shape
    (m,); ``lines`` say what the cells sum and leave out.
    """

    colours: Choropleth
    corners: NDArray[np.float64]
    classes: NDArray[np.int64]
    lines: tuple[str, ...]

    @property
    def said(self) -> tuple[str, str]:
        """The totals, and the rest in a paragraph, as they stand below a map."""
        return self.lines[0], " · ".join(self.lines[1:])


def cells_in(briefing: Briefing, frame: Frame, place: str) -> PaperCells | None:
    """Return the cells in the frame of a place by its key, or None where a map shows none."""
    layer, view = briefing.cells, briefing.view
    if layer is None:
        return None
    factor = layer.factor_at(frame.metres_per_mm * PIXEL_PT * MM_PER_POINT)
    sums = layer.sums(view, factor)
    corners = _corners(layer, sums, factor, frame)
    touched = frame.contains(corners.reshape(-1, 2)).reshape(-1, len(CORNERS))
    inside = np.logical_or.reduce(touched, axis=1)
    bounds = layer.bounds[view.metric]
    values = layer.densities(sums, view.metric, factor)
    drawn = inside & (values > 0)
    return PaperCells(
        colours=Choropleth({}, bounds, layer.most[view.metric]),
        corners=corners[drawn],
        classes=np.searchsorted(bounds, values[drawn], side="right") - 1,
        lines=(*lines_of(briefing, layer, factor, place), *_beyond(sums, inside, briefing.text)),
    )


def _corners(layer: CellLayer, sums: CellSums, factor: int, frame: Frame) -> NDArray[np.float64]:
    """Return the outlines of cells on a frame's paper in mm, shape (m, 5, 2)."""
    grid = layer.cube.grid
    steps = np.stack([sums.east, sums.north], axis=1)[:, None, :] + CORNERS
    degrees = steps * factor * [grid.width, grid.height] + [grid.west, grid.south]
    return frame.project(degrees.reshape(-1, 2)).reshape(-1, len(CORNERS), 2)


def draw_cells(axes: Axes, cells: PaperCells, briefing: Briefing) -> None:
    """Draw cells, those of a class as one shape: edges of their own colour close its seams."""
    looks = zip(RAMP[1:], hatches_of(briefing)[1:], strict=True)
    for step, (colour, hatch) in enumerate(looks):
        corners = cells.corners[cells.classes == step]
        if not len(corners):
            continue
        outlines = [Outline(ring, closed=True) for ring in corners]
        patch = PathPatch(Outline.make_compound_path(*outlines), facecolor=colour, zorder=CELLS_AT)
        patch.set(edgecolor=colour, linewidth=0.2)
        patch.set(hatch=hatch or None, hatchcolor=EDGE, hatch_linewidth=0.4)
        axes.add_artist(patch)


def lines_of(briefing: Briefing, layer: CellLayer, factor: int, place: str) -> tuple[str, ...]:
    """Return what is said of cells of a factor: totals, what these leave out, day and file.

    Those in the district or cluster of a key stand apart.
    """
    cube, view, text = layer.cube, briefing.view, briefing.text
    passes, lies = layer.passing(view), lying_in(cube, place)
    totals = totals_of(cube, passes)
    total = text("cells.total", **_facts(totals, text))
    said = [total + _left_out(filters_left_out(cube, view), text)]
    if lies is not None:
        name = briefing.atlas.name_of(place, text.lang)
        facts = _facts(totals_of(cube, passes & lies), text)
        said.append(text("cells.place", place=name, **facts))
    if totals.off_grid:
        said.append(text("cells.off_grid", count=number(totals.off_grid)))
    if cube.period is not None and (view.start or view.end):
        said.append(text("cells.whole_periods"))
    said.append(text("cells.side", metres=number(factor * cube.cell_m)))
    return (*said, layer.about(text.lang))


def _facts(totals: Totals, text: Text) -> dict[str, str]:
    """Write totals as facts of a sentence."""
    return {"count": number(totals.rows), "amounts": _amounts(totals, text)}


def _amounts(totals: Totals, text: Text) -> str:
    """Say how many rows state an amount and what these come to, or that none does."""
    if not totals.stated:
        return text("cells.no_amounts") if totals.rows else ""
    amount = text("cells.amount", amount=text.small_money(totals.wan))
    return text("cells.amounts", stated=number(totals.stated), amount=amount)


def _beyond(sums: CellSums, inside: NDArray[np.bool_], text: Text) -> tuple[str, ...]:
    """Say how many rows lie in cells that a frame does not show, if any."""
    count = int(sums.rows[~inside].sum())
    return (text("cells.beyond", count=number(count)),) if count else ()


def _left_out(filters: tuple[str, ...], text: Text) -> str:
    """Say which filters are set and do not count, if any."""
    if not filters:
        return ""
    names = (text(f"cells.{one}" if one in OTHER_LIMITS else f"field.{one}") for one in filters)
    return text("cells.left_out", names=text("cells.comma").join(names))
