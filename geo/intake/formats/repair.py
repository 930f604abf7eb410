"""Polygons that cross themselves so often that repairing them would cost the server dear.

Whoever uses an outline repairs it first. That takes time and memory with the number of crossings,
which grows with the square of the vertices: 3,000 at random take a minute and 2 GB. So the process
that reads the file tries it, within its bounds.
"""

import time
from dataclasses import replace
from typing import Final

import shapely

from geo.intake.files.tables import RawTable

SECONDS: Final = 3.0
"""Processor time that all repairs of a file may take."""

_POLYGONS: Final = frozenset({"Polygon", "MultiPolygon"})


def without_costly(table: RawTable) -> RawTable:
    """Return a table in which shapes that take too long to repair count as unreadable."""
    costly = _costly(table)
    if not costly or table.shapes is None:
        return table
    shapes = [None if p in costly else shape for p, shape in enumerate(table.shapes)]
    broken = {table.numbers[p]: "shape_unreadable" for p in costly}
    return replace(table, shapes=shapes, broken={**table.broken, **broken})


def _costly(table: RawTable) -> set[int]:
    """Return the positions of the shapes with whose repair the time is over."""
    left, costly = SECONDS, set()
    for position, shape in enumerate(table.shapes or ()):
        if shape is None or shape.geom_type not in _POLYGONS or shape.is_valid:
            continue
        before = time.process_time()
        is_repaired = _can_be_repaired(shape)
        left -= time.process_time() - before
        if left < 0 or not is_repaired:
            costly.add(position)
    return costly


def _can_be_repaired(shape: shapely.Geometry) -> bool:
    try:
        shapely.make_valid(shape, method="structure", keep_collapsed=False)
    except shapely.errors.GEOSException:  # of memory too
        return False
    return True
