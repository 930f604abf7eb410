"""What other programs may read of a register: collections of records with their shapes, WGS-84."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from briefing.files.frames import WGS84, ZONE_COLUMNS, point_features
from geo.ask.filters import periods_of
from geo.ground.places import CITY, FTZ
from geo.register.fields import FIELDS
from geo.register.load import Register
from ui.serve.ogc.cells import Cells
from ui.serve.ogc.query import Box, Query

Mask = NDArray[np.bool_]

SEVERAL: Final = ";"
"""Stands between the values of a cell that has several."""

CITY_TOLERANCE: Final = 0.002
"""By how many degrees, some 200 m, the outline of a policy's city or district is simplified."""


@dataclass(frozen=True, eq=False)
class Collection:
    """Records of one kind.

    ``records`` has a plain cell in every column, the first of which is ``id``; ``filters`` are the
    columns that a request may ask for a value of. Records without a ``date`` have no period.
    """

    name: str
    records: gpd.GeoDataFrame
    filters: tuple[str, ...]

    @property
    def extent(self) -> tuple[float, ...]:
        """West, south, east and north of all shapes, degrees."""
        return tuple(float(side) for side in self.records.total_bounds)

    def select(self, query: Query) -> NDArray[np.intp]:
        """Return the positions of the records that a query asks for, before paging."""
        mask = np.ones(len(self.records), bool)
        for name, value in query.filters.items():
            mask &= self._has(name, value)
        if query.box is not None:
            mask &= self._meets(query.box)
        if query.period is not None:
            first, last = self._periods
            start, end = query.period
            mask &= (last >= start) & (first <= end)  # false where no day is known
        return np.flatnonzero(mask)

    def features(self, positions: NDArray[np.intp]) -> Iterator[str]:
        """Yield records as GeoJSON features; a record without a known shape has none."""
        ids = self._cells.rows(positions, slice(1))
        shapes = shapely.to_geojson(self._shapes[positions])
        rows = self._cells.rows(positions)
        for id_, shape, row in zip(ids, shapes, rows, strict=True):
            yield (
                f'{{"type":"Feature",{id_},"geometry":{shape or "null"},"properties":{{{row}}}}}'
            )

    def feature(self, id_: str) -> str | None:
        """Return the record of an id as a GeoJSON feature, or None where there is none."""
        at = self._positions.get(id_)
        return None if at is None else next(self.features(np.array([at])))

    @cached_property
    def _cells(self) -> Cells:
        return Cells.of(pd.DataFrame(self.records.drop(columns="geometry")))

    @cached_property
    def _shapes(self) -> NDArray[np.object_]:
        return np.asarray(self.records.geometry)

    @cached_property
    def _positions(self) -> Mapping[str, int]:
        return {id_: at for at, id_ in enumerate(self.records["id"])}

    def _has(self, name: str, value: str) -> Mask:
        """Return which records have a value, or have it among the several of a cell."""
        codes, cells = self._coded[name]
        having = [value in str(cell).split(SEVERAL) for cell in cells]
        return np.array([*having, False])[codes]  # the last stands for an empty cell, -1

    @cached_property
    def _coded(self) -> Mapping[str, tuple[NDArray[np.intp], pd.Index]]:
        """The columns that are asked for, as positions among their different cells."""
        return {name: pd.factorize(self.records[name]) for name in self.filters}

    @cached_property
    def _periods(self) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
        if "date" not in self.records:
            unknown = np.full(len(self.records), np.datetime64("NaT", "D"))
            return unknown, unknown
        return periods_of(self.records["date"].fillna(""))

    @cached_property
    def _bounds(self) -> NDArray[np.float64]:
        """West, south, east and north of each shape, a row each, shape (4, n)."""
        return np.ascontiguousarray(shapely.bounds(self._shapes).T)

    def _meets(self, box: Box) -> Mask:
        """Return which shapes meet a box; the exact test is left for those across its edge."""
        west, south, east, north = self._bounds
        meets = (west <= box.east) & (east >= box.west)
        meets &= (south <= box.north) & (north >= box.south)
        inside = (west >= box.west) & (east <= box.east)
        inside &= (south >= box.south) & (north <= box.north)
        across = np.flatnonzero(meets & ~inside)
        meets[across] = shapely.intersects(self._shapes[across], shapely.box(*box))
        return np.asarray(meets)


def collections_of(register: Register) -> dict[str, Collection]:
    """Return the collections of a register by name, in the order in which they are listed."""
    made = (make(register) for make in _MAKERS)
    return {collection.name: collection for collection in made}


def _projects(register: Register) -> Collection:
    records = point_features(register.projects)
    filters = tuple(
        column for field in FIELDS if field.options for column in field.columns if column in records
    )
    return Collection("projects", records, filters)


def _districts(register: Register) -> Collection:
    columns = ["id", "name_zh", "name_en", "official_km2", "geometry"]
    return Collection("districts", register.districts[columns].reset_index(drop=True), ())


def _zones(kind: str, name: str) -> Callable[[Register], Collection]:
    """Return what makes the collection of a kind of zones."""

    def make(register: Register) -> Collection:
        zones = register.zones[register.zones["kind"] == kind]
        records = zones[[*ZONE_COLUMNS, "geometry"]].reset_index(drop=True)
        return Collection(name, records, ("parent", "geometry_basis"))

    return make


def _policies(register: Register) -> Collection:
    policies = register.policies.reset_index()
    shapes = policies["scope"].map(_ScopeShapes(register).of_scope)
    several = [str(name) for name in policies if isinstance(policies[name].iloc[0], tuple)]
    joined = {name: policies[name].map(SEVERAL.join) for name in several}
    records = gpd.GeoDataFrame(policies.assign(**joined), geometry=list(shapes), crs=WGS84)
    return Collection("policies", records, ("kind", "sectors", "status", "programme", "confidence"))


class _ScopeShapes:
    """The ground on which the policies of a scope hold, drawn coarsely."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._known: dict[str, shapely.Geometry | None] = {}

    def of_scope(self, scope: tuple[str, ...]) -> shapely.Geometry | None:
        """Return the ground of places, in WGS-84 degrees; None where none of them has a shape."""
        shapes = [shape for key in scope if (shape := self._of_place(key)) is not None]
        return reduce(shapely.union, shapes) if shapes else None

    def _of_place(self, key: str) -> shapely.Geometry | None:
        if key not in self._known:
            self._known[key] = self._find(key)
        return self._known[key]

    def _find(self, key: str) -> shapely.Geometry | None:
        districts, zones = self._register.districts_coarse, self._register.zones
        place = self._register.places[key]
        if key == CITY:
            return shapely.simplify(districts.union_all(), CITY_TOLERANCE)
        if key == FTZ:
            return zones[zones["kind"] == "area"].union_all()
        if place.kind == "district":
            return shapely.simplify(districts.geometry[place.id], CITY_TOLERANCE)
        if place.id in zones.index:
            return zones.geometry[place.id]
        return None if place.anchor is None else shapely.Point(place.anchor)


_MAKERS: Final = (
    _projects,
    _districts,
    _zones("cluster", "clusters"),
    _zones("site", "sites"),
    _policies,
)
