"""The map on paper: districts, zones, bubbles and names, from the frames that the screen shows."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import NDArray

from briefing.content import Briefing
from briefing.paper.map.areas import Fills, draw_bounds, draw_districts, draw_outside, draw_zones
from briefing.paper.map.beyond import draw_beyond
from briefing.paper.map.bubbles import Bubble, bubbles_at, bubbles_in
from briefing.paper.map.cells import RAMP, cells_in, draw_cells
from briefing.paper.map.frame import Frame
from briefing.paper.map.graticule import draw_graticule
from briefing.paper.map.ground import draw_ground, ground_in
from briefing.paper.map.labels import Name, PlacedName, Room, place_names
from briefing.paper.map.map_names import draw_name, names_of, neighbours_on
from briefing.paper.map.marks import asked_spot, draw_asked, draw_bubble, draw_error, draw_shape
from briefing.paper.map.street_names import draw_street_names, place_street_names
from briefing.paper.page.hatching import hatches_of
from briefing.paper.page.palette import GROUND, INK, ramp_on_paper
from briefing.section import Section
from geo.once import once_for_owner
from layers.choropleth import Choropleth, district_classes
from layers.ground_look import opacity_at

COUNT_PT_PER_PIXEL: Final = 33.0
"""Of the count in a bubble, per mm of paper that a pixel takes: as the bubble, so its count."""


@dataclass(frozen=True, eq=False)
class DrawnMap:
    """What was drawn: the districts' classes and colours, the bubbles, and the names placed.

    ``ramp`` begins with no class.
    """

    colours: Choropleth
    ramp: tuple[str, ...]
    bubbles: list[Bubble]
    names: list[PlacedName]

    def shows(self, size: int) -> NDArray[np.bool_]:
        """Return which of the register's ``size`` projects the bubbles stand for; shape (n,)."""
        shown = np.zeros(size, dtype=bool)
        for bubble in self.bubbles:
            shown[bubble.rows] = True
        return shown

    @property
    def keys(self) -> set[str]:
        """The places that are named on the map, with the count of what is known only so far."""
        return {placed.name.key for placed in self.names}


def draw_map(
    axes: Axes, briefing: Briefing, section: Section, frame: Frame, scale: float
) -> DrawnMap:
    """Draw the map of a briefing into axes of the frame's size, with one section in focus.

    ``scale`` multiplies letters.
    """
    focus = section.key
    _frame_axes(axes, frame)
    ground = ground_in(frame) if briefing.has_ground else None
    ramp = ramp_on_paper(opacity_at(ground.zoom) if ground else 1.0)
    shown = briefing.selection.mask
    colours = district_classes(briefing.atlas, briefing.view, shown)
    cells = cells_in(briefing, frame, focus)
    draw_outside(axes, frame)
    classes = {id_: colours.classes.get(id_, -1) + 1 for id_ in _districts(briefing)}
    draw_districts(axes, briefing, focus, frame, Fills(classes, ramp, hatches_of(briefing)))
    if cells:
        draw_cells(axes, cells, briefing)
        colours, ramp = cells.colours, RAMP
    if ground:
        draw_ground(axes, ground, frame)
    _draw_areas(axes, briefing, focus, frame)
    bubbles = _draw_bubbles(axes, briefing, frame)
    asked = asked_spot(briefing, frame)
    room = Room(frame, [*bubbles, *asked])
    draw_beyond(axes, frame, _points_of(briefing, section), scale, room)
    draw_graticule(axes, frame, room)
    wanted = names_of(briefing, focus, frame, bubbles, scale)
    around = neighbours_on(frame, briefing.view.lang, scale)
    names = _draw_names(axes, wanted, around, room)
    if ground:
        draw_street_names(axes, place_street_names(ground, briefing.view.lang, room))
    for cross in asked:
        draw_asked(axes, cross)
    return DrawnMap(colours, ramp, bubbles, names)


def _draw_areas(axes: Axes, briefing: Briefing, focus: str, frame: Frame) -> None:
    """Draw what lies on the ground: zones, published bounds, an error, the shape that filters."""
    draw_zones(axes, briefing, focus, frame)
    draw_bounds(axes, frame)
    draw_error(axes, briefing, focus, frame)
    draw_shape(axes, briefing, frame)


def _draw_names(axes: Axes, wanted: list[Name], around: list[Name], room: Room) -> list[PlacedName]:
    """Draw the names of places, then those of neighbours that find room on their own ground."""
    names = place_names(wanted, room)
    names += [name for name in place_names(around, room) if not name.leads]
    for name in names:
        draw_name(axes, name)
    return names


def _districts(briefing: Briefing) -> list[str]:
    return [*briefing.atlas.register.districts_coarse["id"]]


def _frame_axes(axes: Axes, frame: Frame) -> None:
    axes.set(xlim=(0, frame.width), ylim=(0, frame.height), xticks=[], yticks=[], facecolor=GROUND)
    for spine in axes.spines.values():
        spine.set(edgecolor=INK, linewidth=0.8)


def _points_of(briefing: Briefing, section: Section) -> NDArray[np.float64]:
    """Return the points of a section's projects, WGS-84, shape (n, 2)."""
    projects = briefing.atlas.register.projects
    return projects.loc[section.mask, ["lon", "lat"]].dropna().to_numpy(float)


def bubbles_on(briefing: Briefing, frame: Frame) -> list[Bubble]:
    """Return the bubbles of the projects shown that lie in a frame."""
    return bubbles_in(frame, _bubbles_at(briefing, frame.zoom))


@once_for_owner
def _bubbles_at(briefing: Briefing, zoom: float) -> list[Bubble]:
    """Return the bubbles of the projects shown, in pixels of the world at a zoom."""
    degrees = briefing.atlas.register.projects[["lon", "lat"]].to_numpy(float)
    return bubbles_at(zoom, np.where(briefing.selection.mask[:, None], degrees, np.nan))


def _draw_bubbles(axes: Axes, briefing: Briefing, frame: Frame) -> list[Bubble]:
    """Draw the projects shown that lie in the frame."""
    bubbles = bubbles_on(briefing, frame)
    size = COUNT_PT_PER_PIXEL * frame.mm_per_pixel
    for bubble in bubbles:
        draw_bubble(axes, bubble, briefing, size)
    return bubbles
