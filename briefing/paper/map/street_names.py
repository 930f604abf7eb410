"""The ground's names on paper: along streets, beside points, in what room the map's names leave."""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D
from numpy.typing import NDArray

from briefing.paper.map.frame import Points
from briefing.paper.map.ground import PIXEL_PT, PaperGround
from briefing.paper.map.labels import Boxes, Room
from briefing.paper.page.fonts import BASELINE, MM_PER_POINT, font_of, printable, width_of
from briefing.paper.page.halo import outline_of_words
from briefing.paper.page.line import Line
from briefing.paper.page.palette import STREETS
from geo.ground.streets import LAST_WIDE_CLASS
from geo.register.records import Row
from layers.ground_look import (
    LEVEL_RINGS,
    MOST_NAMES,
    NAME_PX,
    NAMED,
    ROADS,
    SPACE_PX,
    STRAIGHT,
)

PIXEL_MM: Final = PIXEL_PT * MM_PER_POINT
HALO_PT: Final = 0.9
END_MM: Final = 1.5
"""A name ends so far from the end of its street."""

STEP_MM: Final = 2.5
OFFSETS_PX: Final = (-11, 11, -23, 23)
"""How far above or below a point its name is tried."""

STEEPEST: Final = {"zh": np.radians(75), "en": np.radians(105)}
"""The most that a name rises: steep streets are read downwards in Chinese, upwards in English."""

NAMES_AT: Final = 3.5
"""Above the zones, below bubbles and the names of places."""


@dataclass(frozen=True)
class StreetName:
    """A name about ``x``, ``y`` (mm on paper), turned by ``angle`` (radians, anticlockwise)."""

    text: str
    x: float
    y: float
    angle: float
    size: float

    @property
    def width(self) -> float:
        """Width in mm."""
        return width_of(self.text, self.size)

    @property
    def boxes(self) -> Boxes:
        """The squares along the name that it takes, left, low, right and high in mm."""
        height = self.size * MM_PER_POINT
        count = max(1, math.ceil(self.width / height))
        along = (np.arange(count) + 0.5) / count - 0.5
        turned = np.array([math.cos(self.angle), math.sin(self.angle)])
        middles = np.array([self.x, self.y]) + np.outer(along * self.width, turned)
        return np.hstack([middles - height / 2, middles + height / 2])


def place_street_names(ground: PaperGround, lang: str, room: Room) -> list[StreetName]:
    """Place the names of a ground, the most important first; what finds no room has none."""
    placed: dict[str, list[StreetName]] = defaultdict(list)
    for feature in _named(ground):
        text = printable(getattr(feature, f"name_{lang}"))
        alike, kind = placed[text], "ring" if feature.ring == 1 else "road"
        for name in _tried(feature, text, ground.zoom, STEEPEST[lang]):
            if len(alike) == MOST_NAMES[kind]:
                break
            if _is_apart(name, alike, kind) and room.are_free(name.boxes).all():
                room.take(name.boxes)
                alike.append(name)
    return [name for alike in placed.values() for name in alike]


def _is_apart(name: StreetName, alike: list[StreetName], kind: str) -> bool:
    least = SPACE_PX[kind] * PIXEL_MM
    return all(math.hypot(name.x - other.x, name.y - other.y) >= least for other in alike)


def _named(ground: PaperGround) -> Iterator[Row]:
    """Yield the features that have a name at a ground's zoom, the most important and long first."""
    features = ground.features[ground.features["name_zh"].notna()]
    kinds = features["kind"].where(features["ring"] != 1, "ring")
    ranks = kinds.map({kind: rank for rank, kind in enumerate(NAMED)})
    ranks = ranks.fillna(len(NAMED) + features["road_class"])
    roads = {at: road.named for at, road in enumerate(ROADS)}
    froms = kinds.map(NAMED).fillna(features["road_class"].map(roads))
    order = np.lexsort([-shapely.length(features["shape"].to_numpy()), ranks])
    yield from features.iloc[order][(froms <= ground.zoom).iloc[order]].itertuples()


def _tried(feature: Row, text: str, zoom: float, steepest: float) -> Iterator[StreetName]:
    """Yield the names to try of a feature."""
    wide = feature.kind != "road" or feature.road_class <= LAST_WIDE_CLASS
    size = PIXEL_PT * NAME_PX["wide" if wide else "street"]
    if feature.kind != "road":
        x, y = feature.shape.x, feature.shape.y
        yield from (StreetName(text, x, y + dy * PIXEL_MM, 0.0, size) for dy in OFFSETS_PX)
        return
    level = feature.ring == 1 and zoom < LEVEL_RINGS
    length = width_of(text, size) + END_MM
    for line in shapely.get_parts(feature.shape):
        for x, y, angle in _straight_spots(shapely.get_coordinates(line), length, steepest):
            yield StreetName(text, float(x), float(y), 0.0 if level else float(angle), size)


def _straight_spots(line: Points, length: float, steepest: float) -> NDArray[np.float64]:
    """Return where a text of a length in mm lies nearly straight on a line, shape (n, 3).

    The columns are x and y of the middle, and the angle in radians, at most the steepest and
    more than half a turn below it: never head down.
    """
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(line, axis=0).T))])
    starts = np.arange(END_MM, gone[-1] - length, STEP_MM)
    ends = starts + length
    first, last = (
        np.column_stack([np.interp(at, gone, line[:, axis]) for axis in (0, 1)])
        for at in (starts, ends)
    )
    across, along = (last - first).T
    angles = np.arctan2(along, across)
    upright = angles - np.pi * np.ceil((angles - steepest) / np.pi)
    spots: NDArray[np.float64] = np.column_stack([(first + last) / 2, upright])
    straight: NDArray[np.bool_] = np.hypot(across, along) >= STRAIGHT * length
    return spots[straight]


def draw_street_names(axes: Axes, names: list[StreetName]) -> None:
    """Draw names on one halo for all; their letters stay text."""
    halos = [_halo(name) for name in names]
    if halos:
        halo = PathPatch(Outline.make_compound_path(*halos), facecolor="none")
        halo.set(edgecolor=STREETS.halo, linewidth=2 * HALO_PT, joinstyle="round", zorder=NAMES_AT)
        axes.add_artist(halo)
    for name in names:
        x, y = _turn(name).transform((0, 0))
        font = font_of(name.size)
        line = Line(x, y, name.text, font, color=STREETS.name, angle=name.angle, at=NAMES_AT)
        axes.add_artist(line)


def _turn(name: StreetName) -> Affine2D:
    """Return what moves a name from the beginning of its baseline to where it stands."""
    middle = Affine2D().translate(-name.width / 2, -BASELINE * name.size * MM_PER_POINT)
    return middle.rotate(name.angle).translate(name.x, name.y)


def _halo(name: StreetName) -> Outline:
    return outline_of_words(name.text, font_of(name.size)).transformed(_turn(name))
