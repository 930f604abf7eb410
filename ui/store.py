"""A register with its indexes and the assets the browser fetches; one is shared by all sessions."""

import gc
from dataclasses import replace
from functools import cache, cached_property, lru_cache

import pandas as pd

from geo.filters import ProjectFilter
from geo.membership import Membership
from geo.policies import choose_policies, landed_first, scope_table
from geo.records import Row
from geo.register import Register, load_register
from geo.selection import outlines_of
from geo.summary import ProjectNumbers
from geo.view import CHOICES
from geo.vocabulary import FACTORS
from layers.assets import DATA_URL, Asset, digest_of
from layers.details import DetailPages
from layers.ground import ground_layer
from layers.projects import browser_words, project_layer
from layers.suggestions import suggestion_index

DATUMS = ("wgs84", "gcj02")
ANSWERS_KEPT = 512


class Store:
    """A register with everything that is worked out from it once."""

    def __init__(self, register: Register, salt: str = "") -> None:
        """Index a register; with a ``salt`` its assets have addresses that nobody can guess."""
        self.register = register
        self._salt = salt
        outlines = outlines_of(register.districts, register.zones)
        self.filter = ProjectFilter(register.projects, register.places, outlines)
        self.shapes = self.filter.shapes
        self.membership = Membership(register.projects, register.places)
        self.numbers = ProjectNumbers(register.projects)
        self.scopes = scope_table(register.policies, register.places)
        # the same few questions are asked on every run, by every session
        self.policies_in = lru_cache(ANSWERS_KEPT)(self._policies_in)
        self.policies_per_district = lru_cache(ANSWERS_KEPT)(self._policies_per_district)
        self.policies_per_factor = lru_cache(ANSWERS_KEPT)(self._policies_per_factor)
        self.sources: dict[str, Row] = {
            str(row.Index): row for row in register.sources.itertuples()
        }

    def _policies_in(
        self, key: str, relation: str, sectors: tuple[str, ...], factors: tuple[str, ...]
    ) -> pd.DataFrame:
        """Return the policies chosen that hold in the ``whole`` or in a ``part`` of a place.

        Landed ones come first.
        """
        scopes = self.scopes
        rows = scopes[(scopes["place"] == key) & (scopes["relation"] == relation)]
        held = self.register.policies.loc[rows["policy"]]
        return landed_first(choose_policies(held, sectors, factors))

    def _policies_per_district(
        self, sectors: tuple[str, ...], factors: tuple[str, ...]
    ) -> dict[str, float]:
        """Count, by adcode, the policies chosen that hold in a district or in a part of it."""
        chosen = choose_policies(self.register.policies, sectors, factors)
        scopes = self.scopes[self.scopes["policy"].isin(chosen.index)]
        counts = scopes["place"].value_counts()
        districts = self.register.places.of_kind("district")
        return {district.id: float(counts.get(district.key, 0)) for district in districts}

    def _policies_per_factor(self, sectors: tuple[str, ...]) -> dict[str, int]:
        """Count, by factor, the policies for any of the sectors."""
        chosen = choose_policies(self.register.policies, sectors, ())
        counts = chosen["factors"].explode().value_counts()
        return {factor: int(counts.get(factor, 0)) for factor in FACTORS}

    def is_schematic(self, key: str) -> bool:
        """Tell whether the outline of a place is drawn only schematically."""
        zones = self.register.zones
        zone = key.rpartition(":")[2]
        return zone in zones.index and zones.loc[zone, "geometry_basis"] == "schematic"

    @cached_property
    def projects(self) -> dict[str, Asset]:
        """The project layer by datum."""
        register = self.register
        return {
            d: self._salted(project_layer(register.projects, register.places, d)) for d in DATUMS
        }

    @cached_property
    def details(self) -> DetailPages:
        """What lists and popups say of every project."""
        return DetailPages(self.register.projects, self._salt)

    @cached_property
    def ground(self) -> dict[str, Asset]:
        """The ground layer by datum."""
        register = self.register
        return {
            d: self._salted(ground_layer(register.districts_coarse, register.zones, d))
            for d in DATUMS
        }

    @cached_property
    def words(self) -> Asset:
        """The words that the browser uses."""
        return browser_words()

    @cached_property
    def index(self) -> dict[str, Asset]:
        """By datum, what the map and the table fetch first: the addresses of all the others."""
        return {
            datum: self._salted(Asset.from_json("index.json", self._addresses(datum)))
            for datum in DATUMS
        }

    def _salted(self, asset: Asset) -> Asset:
        return replace(asset, salt=self._salt)

    def _addresses(self, datum: str) -> dict[str, object]:
        return {
            "projects": self.projects[datum].url,
            "details": self.details.address,
            "ground": self.ground[datum].url,
            "words": self.words.url,
            "suggestions": self.suggestions_url,
            "datum": datum,
            "filters": list(CHOICES),
        }

    @cached_property
    def _assets(self) -> dict[str, Asset]:
        layers = (self.index, self.projects, self.ground)
        found = [self.words, *(asset for by_datum in layers for asset in by_datum.values())]
        return {asset.url: asset for asset in found}

    @cached_property
    def suggestions(self) -> Asset:
        """What the search box suggests; spelling the names takes a while, so only on demand."""
        return suggestion_index(self.register)

    @cached_property
    def suggestions_url(self) -> str:
        """Where the suggestions are served; it changes with the names in them."""
        shown = "^(name|title)_|^(id|sector|status)$"
        tables = [self.register.projects, self.register.policies]
        names = [frame.filter(regex=shown).to_csv() for frame in tables]
        digest = digest_of(repr([self._salt, names, self.register.places]).encode())
        return f"{DATA_URL}/{digest}/suggestions.json"

    def find_asset(self, path: str) -> Asset | None:
        """Return the asset at an address, or None where there is none."""
        if path == self.suggestions_url:
            return self.suggestions
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
    """Return the store of the server's own register, loaded once for all sessions.

    What is loaded by then stays for ever. Streamlit collects garbage after every run: told to leave
    that out, it takes a few milliseconds instead of a hundred.
    """
    store = Store(load_register())
    gc.collect()
    gc.freeze()
    return store
