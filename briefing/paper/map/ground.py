"""The ground on paper: streets and runways below the zones, drawn as the screen draws them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from numpy.typing import NDArray

from briefing.paper.map.areas import outline_of
from briefing.paper.map.frame import Frame
from briefing.paper.page.fonts import MM_PER_POINT
from briefing.paper.page.palette import STREETS
from geo.ground.own_land import AREAS, RAILWAY
from geo.ground.streets import LAST_WIDE_CLASS, read_streets
from layers.ground_look import (
    ALL_TRUNKS,
    LONG_TRUNK_M,
    MOST_ERROR_PX,
    RAILWAYS,
    RING_GROWTH,
    ROADS,
    THINNEST_RUNWAY_PX,
    zoom_of,
)

PIXEL_PT: Final = 0.5
"""What paper takes for a pixel of the screen: it is read from nearer, and printed finer."""

SIMPLER_MM: Final = 0.06
"""How far a line on paper may leave the one in the data: less than its own width."""

AREAS_AT: Final = 2.1
RAILWAYS_AT: Final = 2.16
RUNWAYS_AT: Final = 2.2
ROADS_AT: Final = 2.3
LAYER: Final = 0.02
"""Where they lie between districts (1 to 2) and zones (3), and how far one class above another."""

Mask: TypeAlias = NDArray[np.bool_]
Shapes: TypeAlias = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class PaperGround:
    """The features that a frame shows, and the zoom of its scale.

    The columns are those of `geo.ground.streets.read_streets`, but ``class`` is ``road_class`` and
    ``shape`` stands for the geometry: in mm on the frame's paper.
    """

    features: pd.DataFrame
    zoom: float

    def roads(self, road_class: int) -> pd.DataFrame:
        """Return the roads of a class."""
        return self.features[self.features["road_class"] == road_class]


def zoom_of_frame(frame: Frame) -> float:
    """Return the zoom at which a screen shows as much as a frame does on its finer paper."""
    return zoom_of(frame.metres_per_mm * PIXEL_PT * MM_PER_POINT, frame.lat)


def ground_in(frame: Frame) -> PaperGround:
    """Return what a frame shows of the ground, no finer than its scale asks."""
    features, zoom = read_streets().rename(columns={"class": "road_class"}), zoom_of_frame(frame)
    features = features[_is_shown(features, frame, zoom)]
    paper = shapely.transform(features.geometry.to_numpy(), frame.project)
    features, paper = _reaching(features, paper, frame, zoom)
    simple = shapely.simplify(paper, SIMPLER_MM)
    margin = 0.02 * frame.width
    cut = shapely.clip_by_rect(
        simple, -margin, -margin, frame.width + margin, frame.height + margin
    )
    shown = pd.DataFrame(features.drop(columns="geometry")).assign(shape=cut)
    return PaperGround(shown[~shapely.is_empty(cut)], zoom)


def _is_shown(features: gpd.GeoDataFrame, frame: Frame, zoom: float) -> Mask:
    """Return which features are near a frame, and of a class and as sure as its scale asks."""
    west, south = frame.corners().min(axis=0)
    east, north = frame.corners().max(axis=0)
    box = features.bounds
    near = (box["maxx"] >= west) & (box["minx"] <= east)
    near &= (box["maxy"] >= south) & (box["miny"] <= north)
    is_road = features["kind"] == "road"
    most = np.where(is_road, MOST_ERROR_PX["road"], MOST_ERROR_PX["other"])
    sure = features["error_m"] < most * frame.metres_per_mm * PIXEL_PT * MM_PER_POINT
    hidden = [number for number, look in enumerate(ROADS) if not look.is_shown(zoom)]
    shown: Mask = (near & sure & ~features["road_class"].isin(hidden)).to_numpy(bool)
    return shown


def _reaching(
    features: gpd.GeoDataFrame, paper: Shapes, frame: Frame, zoom: float
) -> tuple[gpd.GeoDataFrame, Shapes]:
    """Leave out the trunk roads that are short for a scale; rings stay."""
    if zoom > ALL_TRUNKS or not len(paper):
        return features, paper
    left, low, right, high = shapely.bounds(paper).T
    reach = np.hypot(right - left, high - low) * frame.metres_per_mm
    short = (
        (features["road_class"] == LAST_WIDE_CLASS)
        & ~(features["ring"] == 1)
        & (reach <= LONG_TRUNK_M)
    )
    kept = ~short.to_numpy(bool)
    return features[kept], paper[kept]


@dataclass(frozen=True)
class _Pen:
    """What draws a line: its colour, width in points, layer, and how it ends."""

    color: str
    width: float
    at: float
    cap: Literal["butt", "round"] = "round"

    def draw(self, axes: Axes, shapes: Iterable[shapely.Geometry]) -> None:
        """Draw lines in mm into axes."""
        parts = shapely.get_parts(np.array(list(shapes), dtype=object))
        drawn = LineCollection([shapely.get_coordinates(part) for part in parts])
        drawn.set(color=self.color, linewidth=self.width, zorder=self.at)
        drawn.set(capstyle=self.cap, joinstyle="round")
        axes.add_collection(drawn, autolim=False)


def draw_ground(axes: Axes, ground: PaperGround, frame: Frame) -> None:
    """Draw areas, railways and runways, then roads, wider classes above narrower ones.

    Each road has its casing.
    """
    _draw_areas(axes, ground)
    runways = ground.features[ground.features["kind"] == "runway"]
    for shape, metres in zip(runways["shape"], runways["width_m"].to_numpy(float), strict=True):
        on_paper = metres / (frame.metres_per_mm * MM_PER_POINT)
        width = max(THINNEST_RUNWAY_PX * PIXEL_PT, on_paper)
        _Pen(STREETS.runway, width, RUNWAYS_AT, "butt").draw(axes, [shape])
    for road_class, look in enumerate(ROADS):
        width = look.width_at(ground.zoom) * PIXEL_PT
        _draw_roads(axes, ground.roads(road_class), road_class, width)


def _draw_areas(axes: Axes, ground: PaperGround) -> None:
    """Draw water, parks and railways, which a ground of one's own has."""
    kinds = ground.features["kind"]
    for number, kind in enumerate(AREAS):
        for shape in ground.features.loc[kinds == kind, "shape"]:
            patch = PathPatch(outline_of(shape), facecolor=getattr(STREETS, kind), linewidth=0)
            patch.set_zorder(AREAS_AT + LAYER * number)
            axes.add_patch(patch)
    width = RAILWAYS.width_at(ground.zoom) * PIXEL_PT
    if width:
        railways = ground.features.loc[kinds == RAILWAY, "shape"]
        _Pen(STREETS.railway, width, RAILWAYS_AT).draw(axes, railways)


def _draw_roads(axes: Axes, roads: pd.DataFrame, road_class: int, width: float) -> None:
    """Draw the roads of a class; among trunk roads the rings are wider."""
    at = ROADS_AT + LAYER * (len(ROADS) - road_class)
    edge = ROADS[road_class].casing * PIXEL_PT
    fill = (
        (STREETS.expressway, STREETS.road)[road_class]
        if road_class <= LAST_WIDE_CLASS
        else STREETS.minor
    )
    casing = STREETS.edge if road_class == 0 else STREETS.casing
    rings = roads[(roads["ring"] == 1) & (road_class == LAST_WIDE_CLASS)]
    for shapes, wide in ((roads["shape"], width), (rings["shape"], RING_GROWTH * width)):
        _Pen(casing, wide + edge, at).draw(axes, shapes)
        _Pen(fill, wide, at + LAYER / 2).draw(axes, shapes)
