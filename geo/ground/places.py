"""The place hierarchy: two trees over the same ground, and E-Town across both.

``city > district`` and ``city > ftz > area > cluster > site`` share their leaves. A place is named
by a key: ``city``, ``ftz``, ``district:110105``, ``area:business``, ``cluster:chaoyang`` or
``place:cbd``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

CITY = "city"
FTZ = "ftz"
FUNCTIONAL = "functional_area"
"""The kind of a place that lies across districts, as E-Town does."""


@dataclass(frozen=True)
class Place:
    """A node of the hierarchy.

    ``anchor`` is a WGS-84 (lon, lat) pair in degrees with an error of ``radius_m`` metres, or None.
    ``districts`` are the adcodes of the ground it lies on, as far as known.
    """

    key: str
    kind: str
    name_zh: str
    name_en: str
    parents: tuple[str, ...]
    districts: tuple[str, ...] = ()
    anchor: tuple[float, float] | None = None
    radius_m: int | None = None
    aliases: tuple[str, ...] = ()

    def name(self, lang: str) -> str:
        """Return the name in ``zh`` or ``en``."""
        return self.name_zh if lang == "zh" else self.name_en

    @property
    def id(self) -> str:
        """The key without its kind, such as ``chaoyang`` for ``cluster:chaoyang``."""
        return self.key.rpartition(":")[2]


@dataclass(frozen=True)
class Hierarchy:
    """All places by key, with the questions asked of the trees."""

    places: Mapping[str, Place]

    def __getitem__(self, key: str) -> Place:
        """Return the place of a key; raises KeyError where there is none."""
        return self.places[key]

    def __contains__(self, key: object) -> bool:
        """Tell whether a key names a place."""
        return key in self.places

    def of_kind(self, kind: str) -> list[Place]:
        """Return the places of a kind, in the order in which they were read."""
        return [place for place in self.places.values() if place.kind == kind]

    @cached_property
    def _ancestors(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}

        def climb(key: str) -> tuple[str, ...]:
            if key not in found:
                parents = self.places[key].parents
                chain = [key, *parents, *(up for parent in parents for up in climb(parent))]
                found[key] = tuple(dict.fromkeys(chain))
            return found[key]

        for key in self.places:
            climb(key)
        return found

    def ancestors(self, key: str) -> tuple[str, ...]:
        """Return the place itself and all that contain it, nearest first."""
        return self._ancestors[key]

    def closure(self, keys: Iterable[str]) -> frozenset[str]:
        """Return every place that contains one of ``keys``, themselves included."""
        return frozenset(up for key in keys for up in self._ancestors[key])

    def children(self, key: str) -> list[Place]:
        """Return the places directly below ``key``."""
        return [place for place in self.places.values() if key in place.parents]

    def trail(self, key: str) -> list[Place]:
        """Return the way down from the city to ``key`` along first parents."""
        way = [self.places[key]]
        while way[0].parents:
            way.insert(0, self.places[way[0].parents[0]])
        return way

    def relation(self, scope: str, key: str) -> str | None:
        """Tell how ``scope`` covers the place ``key``: ``whole``, ``part`` or not at all (None).

        A scope above a place covers the whole of it, one below it a part. Two places that lie
        across each other (E-Town and the districts Daxing and Tongzhou) cover a part of each other.
        """
        if scope in self._ancestors[key]:
            return "whole"
        if self._share_a_place(scope, key) or self._lie_across(scope, key):
            return "part"
        return None

    def _share_a_place(self, one: str, other: str) -> bool:
        """Tell whether some place, perhaps one of the two, lies in both."""
        return any(one in chain and other in chain for chain in self._ancestors.values())

    def _lie_across(self, one: str, other: str) -> bool:
        """Tell whether one is a district on whose ground the other lies."""
        district, ground = (one, other) if self.places[one].kind == "district" else (other, one)
        return self.places[district].kind == "district" and (
            self.places[district].id in self.places[ground].districts
        )
