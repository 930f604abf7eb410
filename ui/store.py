"""What all sessions share: the register, its indexes, and the assets the browser fetches."""

from functools import cache, cached_property, lru_cache

import pandas as pd

from geo.filters import ProjectFilter
from geo.fit import Fit, rank_clusters
from geo.here import HereFinder
from geo.membership import Membership
from geo.policies import choose_policies, scope_table
from geo.records import Row
from geo.register import Register, load_register
from geo.summary import ProjectNumbers
from geo.weights import Weights
from layers.assets import Asset
from layers.details import DetailPages
from layers.ground import ground_layer
from layers.projects import browser_words, project_layer

DATUMS = ("wgs84", "gcj02")
_RANKINGS_KEPT = 32


class Store:
    """A register with everything that is worked out from it once."""

    def __init__(self, register: Register) -> None:
        """Index a register."""
        self.register = register
        self.filter = ProjectFilter(register.projects, register.places)
        self.membership = Membership(register.projects, register.places)
        self.numbers = ProjectNumbers(register.projects)
        self.here = HereFinder(register, self.membership)
        self.rank_clusters = lru_cache(maxsize=_RANKINGS_KEPT)(self._rank_clusters)
        self.scopes = scope_table(register.policies, register.places)
        self.sources: dict[str, Row] = {
            str(row.Index): row for row in register.sources.itertuples()
        }

    def policies_in(self, key: str, relation: str) -> pd.DataFrame:
        """Return the policies that hold in the ``whole`` or in a ``part`` of a place."""
        scopes = self.scopes
        rows = scopes[(scopes["place"] == key) & (scopes["relation"] == relation)]
        return self.register.policies.loc[rows["policy"]]

    def policies_per_district(
        self, sectors: tuple[str, ...], factors: tuple[str, ...]
    ) -> dict[str, float]:
        """Count, by adcode, the policies chosen that hold in a district or in a part of it."""
        chosen = choose_policies(self.register.policies, sectors, factors)
        scopes = self.scopes[self.scopes["policy"].isin(chosen.index)]
        counts = scopes["place"].value_counts()
        districts = self.register.places.of_kind("district")
        return {district.id: float(counts.get(district.key, 0)) for district in districts}

    def _rank_clusters(
        self, sectors: tuple[str, ...], factors: tuple[str, ...], weights: Weights
    ) -> list[Fit]:
        return rank_clusters(self.register, self.membership, sectors, factors, weights)

    def is_schematic(self, key: str) -> bool:
        """Tell whether the outline of a place is drawn only schematically."""
        zones = self.register.zones
        zone = key.rpartition(":")[2]
        return zone in zones.index and zones.loc[zone, "geometry_basis"] == "schematic"

    @cached_property
    def projects(self) -> dict[str, Asset]:
        """The project layer by datum."""
        register = self.register
        return {d: project_layer(register.projects, register.places, d) for d in DATUMS}

    @cached_property
    def details(self) -> DetailPages:
        """What lists and popups say of every project."""
        return DetailPages(self.register.projects)

    @cached_property
    def ground(self) -> dict[str, Asset]:
        """The ground layer by datum."""
        register = self.register
        return {d: ground_layer(register.districts_coarse, register.zones, d) for d in DATUMS}

    @cached_property
    def words(self) -> Asset:
        """The words that the browser uses."""
        return browser_words()

    @cached_property
    def _assets(self) -> dict[str, Asset]:
        found = [*self.projects.values(), *self.ground.values(), self.words]
        return {asset.url: asset for asset in found}

    def find_asset(self, path: str) -> Asset | None:
        """Return the asset at an address, or None where there is none."""
        return self._assets.get(path) or self.details.find(path)

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


@cache
def shared_store() -> Store:
    """Return the store of the server's own register, loaded once for all sessions."""
    return Store(load_register())
