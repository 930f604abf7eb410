"""The register with everything that is worked out from it once: what a page and a briefing ask."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property, lru_cache

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo.ask.earlier import register_on
from geo.ask.filters import Mask, ProjectFilter
from geo.ask.fit import Fit, evidence_of, rank_clusters
from geo.ask.here import Here, HereFinder
from geo.ask.holding import Holding, what_holds
from geo.ask.order import what_matters_first
from geo.ask.policies import PolicyFilter
from geo.ask.summary import ProjectNumbers
from geo.ask.timeline import Timeline
from geo.ask.within_shape import outlines_of
from geo.ground.membership import PROJECT_PREFIX, Membership
from geo.region import REGION
from geo.register.load import Register
from geo.register.records import given
from geo.view.view import View
from geo.view.weights import Weights
from geo.words.vocabulary import DISTRICT_METRICS, METRICS

ANSWERS_KEPT = 512
FOCUSABLE_KINDS = ("city", "district", "cluster", "place", "site", "functional_area")


class Atlas:
    """A register, its filter, its numbers, and the ties between places, projects and policies."""

    def __init__(self, register: Register) -> None:
        """Index a register."""
        self.register = register
        outlines = outlines_of(register.districts, register.zones)
        self.filter = ProjectFilter(register.projects, register.places, outlines)
        self.shapes = self.filter.shapes
        self.membership = Membership(register.projects, register.places)
        self.numbers = ProjectNumbers(register.projects)
        self.timeline = Timeline(register.projects)
        self.here = HereFinder(register, self.membership)
        self.policies = PolicyFilter(register.policies, register.places)
        self.scopes = self.policies.scopes
        # the same few questions are asked on every run, by every session
        self._holding = lru_cache(ANSWERS_KEPT)(self._what_holds)
        self.rank_clusters = lru_cache(ANSWERS_KEPT)(self._rank_clusters)
        self.sources = register.rows["sources"]

    def name_of(self, key: str, lang: str) -> str:
        """Return the name of a place or project in ``zh`` or ``en``; KeyError for no such key."""
        if not key.startswith(PROJECT_PREFIX):
            return self.register.places[key].name(lang)
        position = self.membership.position(key.removeprefix(PROJECT_PREFIX))
        if position is None:
            raise KeyError(key)
        return str(self.register.projects[f"name_{lang}"].iloc[position])

    def within_focus(self, mask: Mask, focus: str) -> Mask:
        """Return which of the projects in a mask of shape (n,) a list of the focus holds.

        Those that lie in the place; all of them where the focus is a project.
        """
        if focus.startswith(PROJECT_PREFIX):
            return mask
        return mask & self.membership.mask(focus)

    def on(self, day: dt.date) -> "Atlas":
        """Return the atlas of the projects as they stood on a day, in the same shades."""
        earlier = Atlas(register_on(self.register, day))
        earlier.whole_per_district = self.whole_per_district
        return earlier

    def listed(self, mask: Mask, most: int | None = None) -> pd.DataFrame:
        """Return the projects in a mask of shape (n,) in the order of `geo.ask.order`.

        Or no more than the first ``most`` of them.
        """
        order = self._order
        return self.register.projects.iloc[order[mask[order]][:most]]

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return what_matters_first(self.register.projects)

    def holding(self, view: View) -> Holding:
        """Return what holds in a view's focus, for the sectors and factors that it asks for."""
        return self.holding_at(self.here.of_focus(view.focus), view)

    def holding_at(self, here: Here, view: View) -> Holding:
        """Return what holds where someone asks, for the sectors and factors of a view."""
        return self._holding(here, self.sectors_asked(here, view), view.factor)

    def _what_holds(
        self, here: Here, sectors: tuple[str, ...], factors: tuple[str, ...]
    ) -> Holding:
        return what_holds(self.policies, here, sectors, factors)

    def sectors_asked(self, here: Here, view: View) -> tuple[str, ...]:
        """Return the sectors that a view asks for, else a project's own, else none for all."""
        if view.sector or here.project is None:
            return view.sector
        position = self.membership.position(here.project) or 0
        own = given(self.register.projects["sector"].iloc[position])
        return (own,) if own else ()

    def policies_per_district(
        self, sectors: tuple[str, ...], factors: tuple[str, ...]
    ) -> dict[str, float]:
        """Count, by adcode, the policies chosen that hold in a district or in a part of it."""
        chosen = self.policies.choose(sectors, factors) & ~self.policies.over
        return {
            district.id: float(
                (chosen & self.policies.covering((district.key,), "whole", "part")).sum()
            )
            for district in self.register.places.of_kind("district")
        }

    def policies_touching(self, key: str) -> list[str]:
        """Return the ids of the policies that hold in a place or in a part of it."""
        return self.scopes.loc[self.scopes["place"] == key, "policy"].tolist()

    def policies_per_factor(self, sectors: tuple[str, ...]) -> dict[str, int]:
        """Count, by factor, the policies for any of the sectors."""
        in_force = self.policies.choose(sectors, ()) & ~self.policies.over
        return self.policies.per_factor(in_force)

    def values_per_district(self, view: View, mask: Mask) -> dict[str, float]:
        """Return, by adcode, the number that the view's metric colours the districts by.

        ``mask`` of shape (n,) selects the projects counted; a metric that colours no districts
        gives no numbers.
        """
        if view.metric not in DISTRICT_METRICS:
            return {}
        if view.metric == "policies":
            return self.policies_per_district(view.sector, view.factor)
        return self.numbers.per_district(mask, view.metric)

    @cached_property
    def whole_per_district(self) -> Mapping[str, dict[str, float]]:
        """By metric what ``values_per_district`` gives without any filter."""
        everything = np.ones(len(self.register.projects), bool)
        return {
            metric: self.values_per_district(View(metric=metric), everything) for metric in METRICS
        }

    def _rank_clusters(
        self, sectors: tuple[str, ...], factors: tuple[str, ...], weights: Weights
    ) -> list[Fit]:
        """Rank the clusters for sectors and factors, the best first."""
        found = {}
        for cluster in REGION.clusters:
            key = f"cluster:{cluster}"
            projects = self.register.projects[self.membership.mask(key)]
            held = self._holding(Here((key,)), sectors, ())
            found[cluster] = evidence_of(projects, held, sectors, factors)
        return rank_clusters(found, weights)

    def ranking(self, view: View) -> tuple[Fit, ...]:
        """Return the clusters ranked, the best first, where a view's map shows the ranking.

        It shows none where all weights are 0.
        """
        if view.metric != "fit" or not view.weights.total:
            return ()
        return tuple(self.rank_clusters(view.sector, view.factor, view.weights))

    def is_schematic(self, key: str) -> bool:
        """Tell whether the outline of a place is drawn only schematically."""
        zones = self.register.zones
        zone = key.rpartition(":")[2]
        return zone in zones.index and zones.loc[zone, "geometry_basis"] == "schematic"

    def outside_of(self, key: str) -> str | None:
        """Return the parent of a place whose shape does not hold the place's anchor, if one."""
        register = self.register
        place = register.places[key]
        if place.anchor is None:
            return None
        shapes = {f"district:{id_}": shape for id_, shape in register.districts.geometry.items()}
        for zone in register.zones.itertuples():
            shapes[f"{zone.kind}:{zone.id}"] = shapes[f"place:{zone.id}"] = zone.geometry
        anchor = shapely.Point(place.anchor)
        drawn = (parent for parent in place.parents if parent in shapes)
        return next((parent for parent in drawn if not shapes[parent].covers(anchor)), None)

    @cached_property
    def data_as_of(self) -> str:
        """The latest date of a project, policy or figure, as precise as it is given."""
        register = self.register
        tables = (
            register.projects["date"],
            register.policies["date"],
            register.indicators["as_of"],
        )
        dates = [date for table in tables for date in table]
        return str(max(dates))


def can_focus(atlas: Atlas, focus: str) -> bool:
    """Tell whether a focus names a place that can be shown, or a project."""
    if focus.startswith(PROJECT_PREFIX):
        return atlas.membership.position(focus.removeprefix(PROJECT_PREFIX)) is not None
    places = atlas.register.places
    return focus in places and places[focus].kind in FOCUSABLE_KINDS
