"""Which projects lie in which place, going up both trees."""

from collections import defaultdict

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ground.places import CITY, Hierarchy

PROJECT_PREFIX = "project:"

PLACE_COLUMNS = {
    "place": "place:",
    "site": "place:",
    "cluster": "cluster:",
    "district": "district:",
}
"""The columns that name the places of a project, finest first, and what begins their keys."""


class Membership:
    """The projects of every place, found once for the register."""

    def __init__(self, projects: pd.DataFrame, places: Hierarchy) -> None:
        """Sort joined projects under all the places that contain them."""
        self._size = len(projects)
        self._positions = {id_: position for position, id_ in enumerate(projects["id"])}
        self.keys = _place_keys(projects)
        rows: dict[str, list[int]] = defaultdict(list)
        closures = {keys: places.closure([*keys, CITY]) for keys in set(self.keys)}
        for position, keys in enumerate(self.keys):
            for key in closures[keys]:
                rows[key].append(position)
        self._rows = {key: np.asarray(found) for key, found in rows.items()}

    def mask(self, key: str) -> NDArray[np.bool_]:
        """Return which projects lie in a place, or are ``project:<id>`` itself; shape (n,)."""
        inside = np.zeros(self._size, dtype=bool)
        if key.startswith(PROJECT_PREFIX):
            inside[self._positions[key.removeprefix(PROJECT_PREFIX)]] = True
        elif key in self._rows:
            inside[self._rows[key]] = True
        return inside

    def position(self, project_id: str) -> int | None:
        """Return the row of a project, or None where there is no such project."""
        return self._positions.get(project_id)

    def places_of(self, position: int) -> tuple[str, ...]:
        """Return the keys of the places that a project was directly joined to, finest first."""
        return self.keys[position]


def _place_keys(projects: pd.DataFrame) -> list[tuple[str, ...]]:
    columns = [(prefix + projects[name]).tolist() for name, prefix in PLACE_COLUMNS.items()]
    return [
        tuple(dict.fromkeys(key for key in keys if isinstance(key, str)))
        for keys in zip(*columns, strict=True)
    ]
