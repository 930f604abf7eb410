"""How many vertices the shapes of a file have, and how deeply they are nested, with limits."""

from collections.abc import Mapping
from typing import Any

from geo.errors import TooDeepError, TooManyVerticesError
from geo.settings import Limits


class VertexCounter:
    """Counts the vertices of a file's shapes, and how deeply they are nested."""

    def __init__(self, name: str, allowed: Limits) -> None:
        """Take the name of a file and the limits."""
        self._name, self._allowed, self._vertices = name, allowed, 0

    def look_through(self, coordinates: object, depth: int = 1) -> None:
        """Raise where a limit is passed; ``depth`` is how many lists are already open."""
        if depth > self._allowed.depth:
            raise TooDeepError(file=self._name, limit=self._allowed.depth)
        if not isinstance(coordinates, list):
            return
        if coordinates and not isinstance(coordinates[0], list | dict):
            self.count(1)
        for inner in coordinates:
            if isinstance(inner, list):
                self.look_through(inner, depth + 1)
            elif isinstance(inner, dict):
                self.look_into(inner, depth + 1)

    def look_into(self, geometry: Mapping[str, Any], depth: int = 1) -> None:
        """Look through all that a geometry may hold, whatever type it says that it is."""
        for name in ("coordinates", "geometries"):
            self.look_through(geometry.get(name), depth)

    def count(self, vertices: int) -> None:
        """Count vertices; raise where they are too many."""
        self._vertices += vertices
        if self._vertices > self._allowed.vertices:
            raise TooManyVerticesError(file=self._name, limit=self._allowed.vertices)
