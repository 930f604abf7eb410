"""Lines of streets from one point a way: merged carriageways, spanning trees, smoothed paths.

All coordinates are metres of UTM 50N. A way's point is the middle of it, so a line through the
points of a street lies on the street but for its curves between two points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import cKDTree

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Grade:
    """How the lines of a class of roads are drawn from points; lengths in metres."""

    merge: float
    """Points nearer than this are one: the two carriageways become one line."""
    edge: float
    """The longest edge between two points of a street."""
    shortest: float
    """A shorter line is left out."""
    reach: float
    """How far an end is drawn on to the road that it leads to."""
    tolerance: float
    """How far a simplified line may leave the smoothed one."""


GRADES: Final = (
    Grade(merge=70, edge=4500, shortest=1500, reach=1600, tolerance=12),
    Grade(merge=70, edge=3000, shortest=1200, reach=1100, tolerance=12),
    Grade(merge=45, edge=2200, shortest=500, reach=700, tolerance=18),
    Grade(merge=45, edge=1500, shortest=400, reach=500, tolerance=18),
    Grade(merge=45, edge=1200, shortest=350, reach=400, tolerance=18),
)
"""By class of road, the widest first; the values were tried against known lines."""

_RING_MERGE: Final = 90.0
_RING_OFF_M: Final = 250.0
_RING_OFF_SHARE: Final = 0.06
_RING_WINDOW: Final = 0.06  # radians to each side
_STEP: Final = 120.0
_WINDOW: Final = 5
_BRANCH_M: Final = 900.0
_BRANCH_SHARE: Final = 0.6
_ARRIVED_M: Final = 25.0
_AHEAD: Final = 0.85  # cosine of 32 degrees


@dataclass(frozen=True)
class StreetLine:
    """A line of a street with its name, its class and whether it is a ring."""

    name: str
    road_class: int
    line: shapely.LineString
    is_ring: bool = False

    @property
    def grade(self) -> Grade:
        """How lines of its class are drawn."""
        return GRADES[self.road_class]

    def simplified(self) -> "StreetLine":
        """Return the line with as few vertices as its class's tolerance allows."""
        return replace(self, line=shapely.simplify(self.line, self.grade.tolerance))


def street_lines(name: str, road_class: int, points: Points) -> list[StreetLine]:
    """Return the lines of a street from the points of its ways, shape (n, 2), metres."""
    grade = GRADES[road_class]
    merged = merge_points(np.unique(points, axis=0), grade.merge)
    lines = (smooth_line(path) for path in longest_paths(merged, grade.edge))
    return [StreetLine(name, road_class, line) for line in lines if line.length >= grade.shortest]


def ring_line(name: str, road_class: int, points: Points) -> StreetLine:
    """Return the closed line of a ring road: its points by their angle about the middle.

    Points off the running median of the radius (ramps, other roads of the name) are left out.
    """
    unique = np.unique(points, axis=0)
    centre = (unique.min(axis=0) + unique.max(axis=0)) / 2
    kept = merge_points(unique[_near_ring(unique - centre)], _RING_MERGE)
    ordered = kept[np.argsort(_angles(kept - centre), kind="stable")]
    line = smooth_line(np.vstack([ordered, ordered[:1]]))
    closed = shapely.LineString([*line.coords[:-1], line.coords[0]])
    return StreetLine(name, road_class, closed, is_ring=True)


def _angles(offsets: Points) -> NDArray[np.float64]:
    return np.arctan2(offsets[:, 1], offsets[:, 0])


def _near_ring(offsets: Points) -> NDArray[np.bool_]:
    """Return which points lie about as far from the middle as those at nearly the same angle."""
    angles, radii = _angles(offsets), np.hypot(*offsets.T)
    turned = (angles[:, None] - angles[None, :] + np.pi) % (2 * np.pi) - np.pi
    beside = np.where(np.abs(turned) < _RING_WINDOW, radii[None, :], np.nan)
    usual = np.nanmedian(beside, axis=1)
    return np.abs(radii - usual) < np.maximum(_RING_OFF_M, _RING_OFF_SHARE * usual)


def merge_points(points: Points, distance: float) -> Points:
    """Return points with those that share a cell of about ``distance`` as their mean."""
    cells = np.round(points / (1.2 * distance)).astype(np.int64)
    _, group = np.unique(cells, axis=0, return_inverse=True)
    sizes = np.bincount(group)
    return np.column_stack([np.bincount(group, points[:, axis]) / sizes for axis in (0, 1)])


def longest_paths(points: Points, longest_edge: float) -> Iterator[Points]:
    """Yield the longest path of each spanning tree over points, then what hangs off it.

    What hangs off is kept where it is longer than 900 m and than 0.6 of the longest edge.
    """
    tree = _spanning_forest(points, longest_edge)
    least = 0.0
    while tree.number_of_edges():
        for component in [sorted(part) for part in nx.connected_components(tree)]:
            path, length = _longest_path(tree.subgraph(component), component[0])
            if length < least:
                tree.remove_nodes_from(component)
                continue
            if len(path) > 1:
                yield points[path]
            tree.remove_edges_from(list(pairwise(path)))
            tree.remove_nodes_from([node for node in component if not tree.degree(node)])
        least = max(_BRANCH_M, _BRANCH_SHARE * longest_edge)


def _spanning_forest(points: Points, longest_edge: float) -> nx.Graph:
    pairs = cKDTree(points).query_pairs(longest_edge, output_type="ndarray")
    lengths = np.hypot(*(points[pairs[:, 0]] - points[pairs[:, 1]]).T)
    graph = nx.Graph()
    order = np.lexsort((pairs[:, 1], pairs[:, 0]))
    graph.add_weighted_edges_from(
        (int(a), int(b), float(length))
        for (a, b), length in zip(pairs[order], lengths[order], strict=True)
    )
    return nx.minimum_spanning_tree(graph)


def _longest_path(tree: nx.Graph, start: int) -> tuple[list[int], float]:
    """Return the longest path of a tree, and its length: the farthest node from the farthest."""
    reached, _ = nx.single_source_dijkstra(tree, start)
    reached, paths = nx.single_source_dijkstra(tree, max(reached, key=reached.__getitem__))
    end = max(reached, key=reached.__getitem__)
    return paths[end], reached[end]


def smooth_line(path: Points) -> shapely.LineString:
    """Return a path resampled every 120 m and smoothed by a Hann window of 5, its ends kept."""
    line = shapely.LineString(path)
    if line.length < 2 * _STEP:
        return line
    stations = np.linspace(0, line.length, max(3, int(line.length / _STEP) + 1))
    even = shapely.get_coordinates(shapely.line_interpolate_point(line, stations))
    if len(even) <= _WINDOW:
        return shapely.LineString(even)
    half = _WINDOW // 2
    before, after = 2 * even[0] - even[half:0:-1], 2 * even[-1] - even[-2 : -half - 2 : -1]
    padded = np.vstack([before, even, after])
    weights = np.hanning(_WINDOW + 2)[1:-1]
    smoothed = [np.convolve(padded[:, axis], weights / weights.sum(), "valid") for axis in (0, 1)]
    return shapely.LineString(np.column_stack(smoothed))


def extend_ends(streets: Sequence[StreetLine]) -> list[StreetLine]:
    """Return lines whose ends are drawn on to the road that they lead to.

    A way's point is its middle, so the last half way of every street is missing.
    """
    lines = [street.line for street in streets]
    tree = shapely.STRtree(lines)
    extended = []
    for at, street in enumerate(streets):
        if not street.is_ring:
            for end in (0, -1):
                meeting = _road_ahead(at, end, streets, lines, tree)
                if meeting is not None:
                    lines[at] = _drawn_on(lines[at], end, meeting)
        extended.append(replace(street, line=lines[at]))
    return extended


def _drawn_on(line: shapely.LineString, end: int, meeting: Points) -> shapely.LineString:
    coordinates = [*line.coords]
    coordinates.insert(0 if end == 0 else len(coordinates), tuple(meeting))
    return shapely.LineString(coordinates)


def _road_ahead(
    at: int,
    end: int,
    streets: Sequence[StreetLine],
    lines: Sequence[shapely.LineString],
    tree: shapely.STRtree,
) -> Points | None:
    """Return where the road nearest ahead of an end lies, or None where the end has arrived."""
    coordinates = shapely.get_coordinates(lines[at])
    tip, heading = coordinates[end], _heading(coordinates, end)
    if heading is None:
        return None
    reach = streets[at].grade.reach
    near = [other for other in tree.query(shapely.Point(tip).buffer(reach)) if other != at]
    near = [o for o in near if streets[o].road_class <= streets[at].road_class + 1]
    others = [lines[other] for other in sorted(near)]
    if any(other.distance(shapely.Point(tip)) < _ARRIVED_M for other in others):
        return None
    found = [m for o in others if (m := _meeting(tip, heading, reach, o)) is not None]
    return min(found, key=lambda meeting: float(np.hypot(*(meeting - tip))), default=None)


def _heading(coordinates: Points, end: int) -> Points | None:
    """Return the direction, of length 1, in which a line leaves at an end."""
    inner = min(2, len(coordinates) - 1)
    way = coordinates[end] - coordinates[inner if end == 0 else -1 - inner]
    length = float(np.hypot(*way))
    return way / length if length else None


def _meeting(
    tip: Points, heading: Points, reach: float, other: shapely.LineString
) -> Points | None:
    """Return where a line drawn on meets another, or an end of the other that lies ahead."""
    crossing = other.intersection(shapely.LineString([tip, tip + reach * heading]))
    if not crossing.is_empty:
        return shapely.get_coordinates(crossing.centroid)[0]
    ends = shapely.get_coordinates(other)[[0, -1]]
    ways = ends - tip
    distances = np.hypot(*ways.T)
    ahead = (distances < reach) & (ways @ heading > _AHEAD * distances)
    return ends[ahead][np.argmin(distances[ahead])] if ahead.any() else None
