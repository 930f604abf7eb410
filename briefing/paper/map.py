"""The map on paper: districts, zones, bubbles and names, from the frames that the screen shows."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import Circle, PathPatch, Polygon, Wedge
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from numpy.typing import NDArray

from briefing.content import Briefing
from briefing.paper.bubbles import Bubble, bubbles_in
from briefing.paper.fonts import MM_PER_POINT, font_of, printable
from briefing.paper.frame import Frame
from briefing.paper.labels import Name, PlacedName, place_names
from briefing.paper.palette import (
    CHOSEN,
    CLASSES,
    GROUND,
    HUES,
    INK,
    LINE,
    NO_CLASS,
    OTHER,
    PAPER,
    QUIET,
)
from geo.ground.membership import PROJECT_PREFIX
from layers.choropleth import Choropleth, classify

DISTRICT_SIZE: Final = 8.0
CLUSTER_SIZE: Final = 9.0
PLACE_SIZE: Final = 6.5
COUNT_SIZE: Final = 7.5
CROSS_MM: Final = 2.2
DASHES: Final = (0, (4, 3))
HALO: Final = 1.8
"""Width in points of the paper drawn around a name; a patch of its own, as text stays text."""

BASELINE: Final = 0.36
"""From the baseline to the middle of a line, in sizes of the font."""

MM2_WORTH_A_NAME: Final = 60.0
"""A district of which the frame shows only so few square mm needs no name."""

CLOSE_UP_METRES: Final = 45_000
"""A frame no wider than this has finer districts, and names the places of its bubbles."""


@dataclass(frozen=True, eq=False)
class DrawnMap:
    """What was drawn: the colours of the districts, the bubbles, and the names that found room."""

    colours: Choropleth
    bubbles: list[Bubble]
    names: list[PlacedName]

    def shows(self, size: int) -> NDArray[np.bool_]:
        """Return which of the register's ``size`` projects the bubbles stand for; shape (n,)."""
        shown = np.zeros(size, dtype=bool)
        for bubble in self.bubbles:
            shown[bubble.rows] = True
        return shown


def draw_map(axes: Axes, briefing: Briefing, focus: str, frame: Frame, scale: float) -> DrawnMap:
    """Draw the map of a briefing into axes of the frame's size, with one place in focus.

    ``scale`` multiplies letters and bubbles.
    """
    axes.set(xlim=(0, frame.width), ylim=(0, frame.height), xticks=[], yticks=[], facecolor=GROUND)
    for spine in axes.spines.values():
        spine.set(edgecolor=INK, linewidth=0.8)
    shown = briefing.selection.mask
    colours = classify(briefing.atlas.values_per_district(briefing.view, shown))
    _draw_districts(axes, briefing, focus, frame, colours)
    _draw_zones(axes, briefing, focus, frame)
    _draw_error(axes, briefing, focus, frame)
    _draw_shape(axes, briefing, frame)
    projects = briefing.atlas.register.projects
    paper = frame.project(projects[["lon", "lat"]].to_numpy(float))
    paper[~shown] = np.nan
    bubbles = bubbles_in(frame, paper, scale)
    for bubble in bubbles:
        _draw_bubble(axes, bubble, briefing, scale)
    asked = _asked(briefing, frame)
    wanted = _names(briefing, focus, frame, bubbles, scale)
    names = place_names(wanted, [*bubbles, *asked], frame)
    for name in names:
        _draw_name(axes, name)
    for cross in asked:
        _draw_asked(axes, cross)
    return DrawnMap(colours, bubbles, names)


def outline_of(geometry: shapely.Geometry) -> Outline:
    """Return the rings of a polygon or of several as one path to fill."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    if not rings:
        return Outline(np.empty((0, 2)))
    paths = [Outline(shapely.get_coordinates(ring), closed=True) for ring in rings]
    return Outline.make_compound_path(*paths)


def _draw_districts(
    axes: Axes, briefing: Briefing, focus: str, frame: Frame, colours: Choropleth
) -> None:
    for row in _districts(briefing, frame).itertuples():
        step = colours.classes.get(row.id)
        chosen = focus == f"district:{row.id}"
        axes.add_artist(
            PathPatch(
                outline_of(frame.shape(row.geometry)),
                facecolor=NO_CLASS if step is None else CLASSES[step],
                edgecolor=CHOSEN if chosen else LINE,
                linewidth=1.6 if chosen else 0.8,
                zorder=2 if chosen else 1,
            )
        )


def _is_close_up(frame: Frame) -> bool:
    return frame.width * frame.metres_per_mm <= CLOSE_UP_METRES


def _districts(briefing: Briefing, frame: Frame) -> gpd.GeoDataFrame:
    """Return the districts, as fine as the frame needs them."""
    register = briefing.atlas.register
    return register.districts if _is_close_up(frame) else register.districts_coarse


def _draw_zones(axes: Axes, briefing: Briefing, focus: str, frame: Frame) -> None:
    """Draw clusters and their sites in the hue of their area, schematic ones dashed."""
    for row in _zones(briefing).itertuples():
        is_cluster = row.kind == "cluster"
        cluster = row.id if is_cluster else row.parent
        hue = _hue_of_cluster(briefing, cluster)
        chosen = focus in {f"cluster:{row.id}", f"place:{row.id}"}
        outline = outline_of(frame.shape(row.geometry))
        axes.add_artist(
            PathPatch(outline, facecolor=hue, alpha=0.16 if is_cluster else 0.05, zorder=3)
        )
        axes.add_artist(
            PathPatch(
                outline,
                fill=False,
                edgecolor=CHOSEN if chosen else hue,
                linewidth=1.6 if chosen else 1.0 if is_cluster else 0.5,
                linestyle=DASHES if row.geometry_basis == "schematic" else "solid",
                zorder=3,
            )
        )


def _zones(briefing: Briefing) -> gpd.GeoDataFrame:
    zones = briefing.atlas.register.zones
    return zones[zones["kind"].isin(["cluster", "site"])]


def _hue_of_cluster(briefing: Briefing, cluster: str) -> str:
    zones = briefing.atlas.register.zones
    if cluster not in zones.index:
        return OTHER
    return HUES["area"].get(str(zones.loc[cluster, "parent"]), OTHER)


def _draw_error(axes: Axes, briefing: Briefing, focus: str, frame: Frame) -> None:
    """Draw the error of the point in focus as a dotted circle."""
    spot = _spot(briefing, focus)
    if spot is None:
        return
    lon, lat, radius = spot
    middle = frame.project(np.array([[lon, lat]]))[0]
    axes.add_artist(
        Circle(
            tuple(middle),
            radius / frame.metres_per_mm,
            edgecolor=CHOSEN,
            fill=False,
            linestyle=":",
            linewidth=1.2,
            zorder=3,
        )
    )


def _draw_shape(axes: Axes, briefing: Briefing, frame: Frame) -> None:
    """Draw the outline of the shape that filters the projects."""
    shape = briefing.view.shape
    for ring in briefing.atlas.shapes.outline(shape) if shape else ():
        edge = Polygon(frame.project(ring), fill=False, edgecolor=CHOSEN, linewidth=1.2)
        edge.set(linestyle="-.", zorder=3)
        axes.add_artist(edge)


def _asked(briefing: Briefing, frame: Frame) -> list[Bubble]:
    """Return the ground that the cross at the spot asked about covers, if one is."""
    point = briefing.view.point
    if point is None:
        return []
    x, y = frame.project(np.array([[point.lon, point.lat]]))[0]
    return [Bubble(float(x), float(y), CROSS_MM, np.empty(0, dtype=np.int64))]


def _draw_asked(axes: Axes, cross: Bubble) -> None:
    """Draw the spot asked about as a cross in a circle, with paper around its lines."""
    points = 2 * cross.radius / MM_PER_POINT
    for color, weight in ((PAPER, 4.0), (CHOSEN, 1.6)):
        for marker in ("o", "+"):
            axes.plot(
                cross.x,
                cross.y,
                marker,
                markersize=points,
                markeredgewidth=weight,
                color=color,
                fillstyle="none",
                zorder=9,
            )


def _spot(briefing: Briefing, focus: str) -> tuple[float, float, float] | None:
    """Return longitude, latitude and error in metres of a project or place in focus."""
    atlas = briefing.atlas
    if focus.startswith(PROJECT_PREFIX):
        position = atlas.membership.position(focus.removeprefix(PROJECT_PREFIX)) or 0
        row = atlas.register.projects.iloc[position]
        return None if np.isnan(row["lon"]) else (row["lon"], row["lat"], row["radius_m"])
    place = atlas.register.places[focus]
    if place.kind != "place" or place.anchor is None or place.radius_m is None:
        return None
    return (*place.anchor, place.radius_m)


def _draw_bubble(axes: Axes, bubble: Bubble, briefing: Briefing, scale: float) -> None:
    """Draw a bubble: of one hue by area, a ring of shares by sector or status."""
    middle, colour = (bubble.x, bubble.y), briefing.view.colour
    options = briefing.atlas.register.projects[colour].iloc[bubble.rows]
    shares = Counter(HUES[colour].get(option, OTHER) for option in options)
    ringed = colour != "area"
    hue = next(iter(shares)) if len(shares) == 1 else OTHER
    axes.add_artist(Circle(middle, bubble.radius, facecolor=PAPER, edgecolor="none", zorder=4))
    inner = 0.92 * bubble.radius
    if ringed:
        start = 90.0
        for share, count in sorted(shares.items()):
            end = start - 360 * count / len(bubble.rows)
            wedge = Wedge(middle, inner, end, start, width=0.3 * bubble.radius, facecolor=share)
            wedge.set(edgecolor="none", zorder=4)
            axes.add_artist(wedge)
            start = end
    else:
        axes.add_artist(Circle(middle, inner, facecolor=hue, edgecolor="none", zorder=4))
    axes.text(
        *middle,
        f"{len(bubble.rows):,}",
        fontproperties=font_of(COUNT_SIZE * scale, bold=True),
        color=INK if ringed else PAPER,
        ha="center",
        va="center_baseline",
        zorder=5,
    )


def _names(
    briefing: Briefing, focus: str, frame: Frame, bubbles: list[Bubble], scale: float
) -> list[Name]:
    """Return the names to place, those that carry a count first."""
    clusters = _cluster_names(briefing, focus, frame, scale)
    districts = _district_names(briefing, focus, frame, scale)
    names = sorted([*clusters, *districts], key=lambda name: name.hollow == 0)
    return [*names, *_bubble_names(briefing, frame, bubbles, scale)]


def _hollow_counts(briefing: Briefing) -> Counter[str]:
    """Count the projects shown without a point, by the key of the cluster or district known."""
    projects = briefing.atlas.register.projects[briefing.selection.mask]
    pointless = projects[projects["lon"].isna()]
    keys = ("cluster:" + pointless["cluster"]).fillna("district:" + pointless["district"])
    return Counter(keys.dropna())


def _cluster_names(briefing: Briefing, focus: str, frame: Frame, scale: float) -> list[Name]:
    zones = _zones(briefing)
    hollow, lang = _hollow_counts(briefing), briefing.view.lang
    names = []
    for row in zones[zones["kind"] == "cluster"].itertuples():
        x, y = frame.project(np.array([[row.label_lon, row.label_lat]]))[0]
        if not frame.contains(np.array([[x, y]])).all():
            continue
        key = f"cluster:{row.id}"
        names.append(
            Name(
                text=printable(getattr(row, f"name_{lang}")),
                x=float(x),
                y=float(y),
                size=CLUSTER_SIZE * scale,
                color=CHOSEN if focus == key else _hue_of_cluster(briefing, row.id),
                bold=True,
                hollow=hollow[key],
                required=focus == key,
            )
        )
    return names


def _district_names(briefing: Briefing, focus: str, frame: Frame, scale: float) -> list[Name]:
    """Return the names of the districts, each in the midst of what the frame shows of it."""
    hollow, lang = _hollow_counts(briefing), briefing.view.lang
    paper = shapely.box(0, 0, frame.width, frame.height)
    names = []
    for row in _districts(briefing, frame).itertuples():
        key = f"district:{row.id}"
        clipped = shapely.make_valid(frame.shape(row.geometry))
        ground = shapely.intersection(clipped, paper)
        is_cut = ground.area < clipped.area
        if ground.is_empty or (is_cut and ground.area < MM2_WORTH_A_NAME):
            continue
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
            )
        )
    return names


def _bubble_names(
    briefing: Briefing, frame: Frame, bubbles: list[Bubble], scale: float
) -> list[Name]:
    """Return, on a map of little ground, the name of the place that each bubble stands for."""
    if not _is_close_up(frame):
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


def _draw_name(axes: Axes, placed: PlacedName) -> None:
    name = placed.name
    left = placed.x - name.width / 2
    if placed.leads:
        axes.plot(
            [placed.x, name.x], [placed.y, name.y], color=name.color, linewidth=0.5, zorder=5.5
        )
    baseline = placed.y - BASELINE * name.size * MM_PER_POINT
    font = font_of(name.size, bold=name.bold)
    halo = TextPath((left, baseline), name.text, prop=font, size=name.size * MM_PER_POINT)
    axes.add_artist(
        PathPatch(
            halo, facecolor=PAPER, edgecolor=PAPER, linewidth=HALO, zorder=6, joinstyle="round"
        )
    )
    axes.text(
        left,
        baseline,
        name.text,
        fontproperties=font,
        color=name.color,
        ha="left",
        va="baseline",
        zorder=6,
    )
    if name.hollow:
        _draw_hollow(axes, name, left + name.width - name.hollow_radius, placed.y)


def _draw_hollow(axes: Axes, name: Name, x: float, y: float) -> None:
    """Draw the count of projects known only so far, in a ring."""
    axes.add_artist(
        Circle(
            (x, y),
            name.hollow_radius,
            facecolor=PAPER,
            edgecolor=name.color,
            linewidth=0.8,
            zorder=6,
        )
    )
    axes.text(
        x,
        y,
        str(name.hollow),
        fontproperties=font_of(0.8 * name.size),
        color=name.color,
        ha="center",
        va="center_baseline",
        zorder=7,
    )
