"""The areas of the map on paper: districts in their colours, clusters and sites in their hues."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as Outline

from briefing.content import Briefing
from briefing.paper.map.frame import Frame
from briefing.paper.page.palette import (
    CHOSEN,
    EDGE,
    GROUND,
    HUES,
    INK,
    OTHER,
    PAPER,
    QUIET,
)
from geo.ground.bounds import read_bounds
from geo.once import once_for_owner
from geo.register.records import Row

DASHES: Final = (0, (4, 3))
BORDER_DASHES: Final = (0, (7, 3, 2, 3))
"""The borders of districts: a plain line would read as a road."""

CLOSE_UP_METRES: Final = 45_000
"""A frame no wider than this has finer districts, and names the places of its bubbles."""

SCHEMATIC: Final = "schematic"
CASING: Final = 1.0
CASING_OPACITY: Final = 0.7
"""Of the paler line below an edge: how much wider it is in points, and how opaque."""

BORDERS_AT: Final = 2.9
"""Where the borders of districts lie: above the ground and its roads, below the zones (3)."""

ABOVE_BUBBLES: Final = 4.5
"""Where the edges of clusters lie: a bubble (4) hides none, its count (5) stands above them."""

CLUSTER_TINT: Final = 0.16
SITE_TINT: Final = 0.05
TINT_A_POINT: Final = 0.006
"""How much deeper a ranked cluster is for each point of its score, as on the screen."""


def outline_of(geometry: shapely.Geometry) -> Outline:
    """Return the rings of a polygon or of several as one path to fill, its holes left open."""
    turned = shapely.orient_polygons(geometry)  # what winds once either way is not filled
    parts = [part for part in shapely.get_parts(turned) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    if not rings:
        return Outline(np.empty((0, 2)))
    paths = [Outline(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Outline.make_compound_path(*paths)


def draw_outside(axes: Axes, frame: Frame) -> None:
    """Hatch all of a frame: what the districts then leave of it is outside the city."""
    outside = Rectangle((0, 0), frame.width, frame.height, facecolor=GROUND, linewidth=0)
    outside.set(hatch="////", hatchcolor=EDGE, hatch_linewidth=0.4, zorder=0.5)
    axes.add_artist(outside)


@dataclass(frozen=True)
class Fills:
    """How districts are filled: the class of each by its id, 0 for none, and each class's look."""

    classes: Mapping[str, int]
    ramp: Sequence[str]
    hatches: Sequence[str]

    def patch(self, outline: Outline, district: str) -> PathPatch:
        """Return the ground of a district."""
        step = self.classes[district]
        patch = PathPatch(outline, facecolor=self.ramp[step], linewidth=0, zorder=1)
        patch.set(hatch=self.hatches[step] or None, hatchcolor=EDGE, hatch_linewidth=0.4)
        return patch


def draw_districts(axes: Axes, briefing: Briefing, focus: str, frame: Frame, fills: Fills) -> None:
    """Draw the districts, each filled with its colour, their borders visible on any of them."""
    for row in districts_in(briefing, frame).itertuples():
        outline, chosen = outline_of(frame.shape(row.geometry)), focus == f"district:{row.id}"
        axes.add_artist(fills.patch(outline, row.id))
        edge = Edge(CHOSEN, 1.6, "solid") if chosen else Edge(INK, 0.6, BORDER_DASHES)
        edge.draw(axes, outline, at=BORDERS_AT)


@dataclass(frozen=True)
class Edge:
    """How an edge is drawn: its colour, width in points and dashes."""

    color: str
    width: float
    style: str | tuple[int, tuple[int, ...]]

    def draw(self, axes: Axes, outline: Outline, at: float) -> None:
        """Draw it on a paler line, so that it is seen on dark ground and on bubbles."""
        paper = to_rgba(PAPER, CASING_OPACITY)
        casing = PathPatch(outline, fill=False, edgecolor=paper, linewidth=self.width + CASING)
        casing.set_zorder(at)
        edge = PathPatch(outline, fill=False, edgecolor=self.color, linewidth=self.width)
        edge.set(linestyle=self.style, zorder=at)
        axes.add_artist(casing)
        axes.add_artist(edge)


def is_close_up(frame: Frame) -> bool:
    """Tell whether a frame shows so little ground that places have room for their names."""
    return frame.width * frame.metres_per_mm <= CLOSE_UP_METRES


def districts_in(briefing: Briefing, frame: Frame) -> gpd.GeoDataFrame:
    """Return the districts that a frame shows, as fine as it needs them."""
    register = briefing.atlas.register
    return frame.near(register.districts if is_close_up(frame) else register.districts_coarse)


def draw_zones(axes: Axes, briefing: Briefing, focus: str, frame: Frame) -> None:
    """Draw clusters and their sites in the hue of their area, schematic ones dashed."""
    for row in frame.near(zones_of(briefing)).itertuples():
        is_cluster = row.kind == "cluster"
        hue = hue_of_cluster(briefing, row.id if is_cluster else row.parent)
        chosen = focus in {f"cluster:{row.id}", f"place:{row.id}"}
        outline = outline_of(frame.shape(row.geometry))
        filled = PathPatch(outline, facecolor=hue, alpha=_tint(briefing, row), zorder=3)
        axes.add_artist(filled)
        style = DASHES if row.geometry_basis == SCHEMATIC else "solid"
        width = 1.6 if chosen else 1.0 if is_cluster else 0.5
        edge = Edge(CHOSEN if chosen else hue, width, style)
        edge.draw(axes, outline, at=ABOVE_BUBBLES if is_cluster else 3)


def draw_bounds(axes: Axes, frame: Frame) -> None:
    """Draw the published bounds of sites as plain lines."""
    for geometry in frame.near(read_bounds()).geometry:
        outline = outline_of(frame.shape(geometry))
        edge = PathPatch(outline, fill=False, edgecolor=QUIET, linewidth=0.9, zorder=3)
        axes.add_artist(edge)


def _tint(briefing: Briefing, zone: Row) -> float:
    """Return how opaque a zone is filled: a ranked cluster by its score."""
    if zone.kind != "cluster":
        return SITE_TINT
    rank = briefing.ranks.get(zone.id)
    return CLUSTER_TINT + (TINT_A_POINT * rank.score if rank else 0)


@once_for_owner
def zones_of(briefing: Briefing) -> gpd.GeoDataFrame:
    """Return the clusters and their sites."""
    zones = briefing.atlas.register.zones
    return zones[zones["kind"].isin(["cluster", "site"])]


def hue_of_cluster(briefing: Briefing, cluster: str) -> str:
    """Return the hue of the area that a cluster belongs to."""
    zones = briefing.atlas.register.zones
    if cluster not in zones.index:
        return OTHER
    return HUES["area"].get(str(zones.loc[cluster, "parent"]), OTHER)
