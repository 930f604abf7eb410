"""The names on the map of paper: which there are, how important they are, and how they look."""

from collections import Counter
from typing import Final

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch
from matplotlib.transforms import Affine2D

from briefing.content import Briefing
from briefing.paper.map.areas import districts_in, hue_of_cluster, is_close_up, zones_of
from briefing.paper.map.bubbles import Bubble
from briefing.paper.map.frame import Frame
from briefing.paper.map.labels import Name, PlacedName
from briefing.paper.page.fonts import BASELINE, MM_PER_POINT, font_of, printable
from briefing.paper.page.halo import outline_of_words
from briefing.paper.page.line import Line, line_about
from briefing.paper.page.palette import CHOSEN, INK, PAPER, QUIET
from geo.ground.neighbours import read_neighbours
from geo.once import once_for_owner
from geo.say.fit_words import ranked_name

DISTRICT_SIZE: Final = 8.0
CLUSTER_SIZE: Final = 9.0
PLACE_SIZE: Final = 6.5
HALO: Final = 1.8
"""Width in points of the paper drawn around a name; a patch of its own, as text stays text."""

BESIDE_MM: Final = 3.0
"""So near a cluster, at scale 1, its name needs no line to it; a district's keeps so far off."""

EDGE_DEPTH: Final = 14.0
EDGE_LENGTH: Final = 22.0
NEIGHBOURS_APART: Final = 60.0
"""In mm: how near a side of the frame a neighbouring province is named, how much of the side it
takes for that, and how far from each other one province's names are."""

MM2_WORTH_A_NAME: Final = 60.0
"""A district of which the frame shows only so few square mm needs no name."""


def names_of(
    briefing: Briefing, focus: str, frame: Frame, bubbles: list[Bubble], scale: float
) -> list[Name]:
    """Return the names to place, those that carry a count first."""
    clusters = _cluster_names(briefing, focus, frame, scale)
    districts = _district_names(briefing, focus, frame, scale)
    names = sorted([*clusters, *districts], key=lambda name: name.hollow == 0)
    return [*names, *_bubble_names(briefing, frame, bubbles, scale)]


@once_for_owner
def _hollow_counts(briefing: Briefing) -> Counter[str]:
    """Count the projects shown without a point, by the key of the cluster or district known."""
    projects = briefing.atlas.register.projects[["lon", "cluster", "district"]]
    projects = projects[briefing.selection.mask]
    pointless = projects[projects["lon"].isna()]
    keys = ("cluster:" + pointless["cluster"]).fillna("district:" + pointless["district"])
    return Counter(keys.dropna())


def _cluster_names(briefing: Briefing, focus: str, frame: Frame, scale: float) -> list[Name]:
    zones = frame.near(zones_of(briefing))
    hollow, lang = _hollow_counts(briefing), briefing.view.lang
    names = []
    for row in zones[zones["kind"] == "cluster"].itertuples():
        ground = frame.shape(row.geometry).buffer(BESIDE_MM * scale)
        x, y = frame.project(np.array([[row.label_lon, row.label_lat]]))[0]
        if not frame.contains(np.array([[x, y]])).all():
            continue
        key = f"cluster:{row.id}"
        name, rank = getattr(row, f"name_{lang}"), briefing.ranks.get(row.id)
        names.append(
            Name(
                text=printable(ranked_name(rank, name, briefing.text) if rank else name),
                x=float(x),
                y=float(y),
                size=CLUSTER_SIZE * scale,
                color=CHOSEN if focus == key else hue_of_cluster(briefing, row.id),
                bold=True,
                hollow=hollow[key],
                required=focus == key or rank is not None,
                ground=ground,
                key=key,
            )
        )
    return names


def _district_names(briefing: Briefing, focus: str, frame: Frame, scale: float) -> list[Name]:
    """Return the names of the districts, each in the midst of what the frame shows of it.

    They stand apart from the clusters, whose projects are counted by other names.
    """
    hollow, lang = _hollow_counts(briefing), briefing.view.lang
    paper = shapely.box(0, 0, frame.width, frame.height)
    clusters = _clusters_on(briefing, frame)
    names = []
    for row in districts_in(briefing, frame).itertuples():
        key = f"district:{row.id}"
        clipped = shapely.make_valid(frame.shape(row.geometry))
        ground = shapely.intersection(clipped, paper)
        is_cut = ground.area < clipped.area
        if ground.is_empty or (is_cut and ground.area < MM2_WORTH_A_NAME):
            continue
        apart = _largest(shapely.difference(ground, clusters))
        ground = apart if apart.area > MM2_WORTH_A_NAME else ground
        middle = shapely.get_point(shapely.maximum_inscribed_circle(ground, tolerance=1), 0)
        names.append(
            Name(
                text=printable(getattr(row, f"name_{lang}")),
                x=middle.x,
                y=middle.y,
                size=DISTRICT_SIZE * scale,
                color=CHOSEN if focus == key else QUIET,
                bold=focus == key,
                hollow=hollow[key],
                required=focus == key,
                ground=ground,
                key=key,
            )
        )
    return names


def _clusters_on(briefing: Briefing, frame: Frame) -> shapely.Geometry:
    """Return all clusters as one shape on the paper of a frame, with a little ground around."""
    zones = frame.near(zones_of(briefing))
    shapes = [frame.shape(shape) for shape in zones[zones["kind"] == "cluster"].geometry]
    return shapely.buffer(shapely.union_all(shapely.make_valid(np.array(shapes))), BESIDE_MM)


def _bubble_names(
    briefing: Briefing, frame: Frame, bubbles: list[Bubble], scale: float
) -> list[Name]:
    """Return, on a map of little ground, the name of the place that each bubble stands for."""
    if not is_close_up(frame):
        return []
    atlas, lang = briefing.atlas, briefing.view.lang
    names = []
    for bubble in bubbles:
        places = set(atlas.register.projects["place"].iloc[bubble.rows])
        place = places.pop()
        if places or not isinstance(place, str):
            continue
        names.append(
            Name(
                text=printable(atlas.register.places[f"place:{place}"].name(lang)),
                x=bubble.x,
                y=bubble.y,
                size=PLACE_SIZE * scale,
                color=INK,
                clear=bubble.radius,
            )
        )
    return names


def neighbours_on(frame: Frame, lang: str, scale: float) -> list[Name]:
    """Return the names of the provinces around, one at each side of a frame that they reach."""
    size = DISTRICT_SIZE * scale
    names: list[Name] = []
    for row in frame.near(read_neighbours()).itertuples():
        shape = shapely.make_valid(frame.shape(row.geometry))
        for side in _sides(frame, EDGE_DEPTH * scale):
            ground = _largest(shapely.intersection(shape, side))
            if ground.area < EDGE_DEPTH * scale * EDGE_LENGTH:
                continue
            at = shapely.get_point(shapely.maximum_inscribed_circle(ground, tolerance=1), 0)
            text = printable(getattr(row, f"name_{lang}"))
            if all(name.text != text or _apart(name, at) for name in names):
                names.append(Name(text, at.x, at.y, size, QUIET, ground=ground))
    return names


def _sides(frame: Frame, depth: float) -> list[shapely.Polygon]:
    """Return the strips along the sides of a frame."""
    width, height = frame.width, frame.height
    return [
        shapely.box(0, height - depth, width, height),
        shapely.box(0, 0, width, depth),
        shapely.box(0, 0, depth, height),
        shapely.box(width - depth, 0, width, height),
    ]


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    return max(shapely.get_parts(shape), key=shapely.area, default=shapely.Polygon())


def _apart(name: Name, at: shapely.Point) -> bool:
    return float(np.hypot(name.x - at.x, name.y - at.y)) >= NEIGHBOURS_APART


def draw_name(axes: Axes, placed: PlacedName) -> None:
    """Draw a name on its halo, with a line to its ground and its count where it has them."""
    name = placed.name
    if placed.leads:
        ends = [placed.x, name.x], [placed.y, name.y]
        axes.plot(*ends, color=name.color, linewidth=0.5, zorder=5.5)
    left = placed.x - name.width / 2
    _draw_words(axes, name, left, placed.y - BASELINE * name.size * MM_PER_POINT)
    if name.hollow:
        _draw_hollow(axes, name, left + name.width - name.hollow_radius, placed.y)


def _draw_words(axes: Axes, name: Name, left: float, baseline: float) -> None:
    font = font_of(name.size, bold=name.bold)
    outline = outline_of_words(name.text, font).transformed(Affine2D().translate(left, baseline))
    halo = PathPatch(outline, facecolor=PAPER, edgecolor=PAPER, linewidth=HALO)
    halo.set(zorder=6, joinstyle="round")
    axes.add_artist(halo)
    axes.add_artist(Line(left, baseline, name.text, font, color=name.color, at=6))


def _draw_hollow(axes: Axes, name: Name, x: float, y: float) -> None:
    """Draw the count of projects known only so far, in a ring."""
    ring = Circle((x, y), name.hollow_radius, facecolor=PAPER, edgecolor=name.color, linewidth=0.8)
    ring.set_zorder(6)
    axes.add_artist(ring)
    font = font_of(0.8 * name.size)
    axes.add_artist(line_about(x, y, str(name.hollow), font, color=name.color, at=7))
