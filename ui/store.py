"""A register with its indexes and the assets the browser fetches; one is shared by all sessions."""

import datetime as dt
import gc
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final

import pandas as pd

from geo.ask.atlas import Atlas
from geo.ask.find import Finder
from geo.ask.quality import find_records
from geo.ground.streets import read_streets
from geo.intake.replacing.backups import LastImport, last_import
from geo.intake.replacing.edition import edition_changes
from geo.keep.own_register import source_of_register
from geo.keep.recent import ProjectChange, project_changes
from geo.keep.shelves import own_shelf
from geo.region import REGION
from geo.register.load import Register
from geo.say.typed_conditions import Names, option_names
from geo.settings import settings
from geo.view.view import CHOICES
from geo.words.vocabulary import CHECKS
from layers.assets import (
    CHANGES_URL,
    DATA_URL,
    EXPORT_URL,
    FIND_URL,
    SNAPSHOT_URL,
    Asset,
    digest_of,
)
from layers.catalogue import word_asset
from layers.cells import served_cells
from layers.datums import datum_choices
from layers.details import DetailPages
from layers.footprints import footprint_collection
from layers.ground import ground_parts
from layers.outlines import outline_layer
from layers.projects import project_layer
from layers.suggestions import suggestion_index
from ui.versions import Failure, Versions

DATUMS = ("wgs84", "gcj02")
SHARED: Final = "shared"
"""Stands in addresses for the store that all sessions share, as it is now."""

_NAME_LENGTH: Final = 16


class Store(Atlas):
    """An atlas, and the assets that a browser fetches of it."""

    def __init__(self, register: Register, salt: str = "") -> None:
        """Index a register; with a ``salt`` its assets have addresses that nobody can guess."""
        super().__init__(register)
        self._salt = salt

    @property
    def name(self) -> str:
        """What stands for this store in addresses: its salt, or the register's digest."""
        return self._salt or self.register.digest[:_NAME_LENGTH]

    def prepare(self) -> None:
        """Lay out the layers, and have the names ready that places are found by."""
        _ = self.index, self.data_as_of
        self.finder.prepare()

    @cached_property
    def finder(self) -> Finder:
        """What finds places by name."""
        return Finder(self.register)

    @cached_property
    def last_import(self) -> LastImport | None:
        """What the last import into the data folder changed; a session's own data has none."""
        return None if self._salt else last_import(self.register, settings().data)

    @cached_property
    def changes(self) -> Sequence[ProjectChange]:
        """What each change made of each project, the oldest first; none of a session's own data.

        Raises
        ------
        DatabaseError, RegisterError
            The history cannot be read.
        """
        return () if self._salt else project_changes(own_shelf())

    @cached_property
    def edition(self) -> pd.DataFrame | None:
        """What this edition of the data changed, where its folder says so."""
        return None if self._salt else edition_changes(settings().data)

    @cached_property
    def quality(self) -> dict[str, int]:
        """How many records each check of the data finds."""
        return {name: len(find_records(self.register, name)) for name in CHECKS}

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
    def outlines(self) -> dict[str, Asset]:
        """The outlines of districts and zones by datum."""
        register = self.register
        return {
            d: self._salted(
                outline_layer(
                    register.districts_coarse,
                    register.zones,
                    d,
                    footprint_collection(register.projects, register.project_shapes, d),
                )
            )
            for d in DATUMS
        }

    @cached_property
    def words(self) -> Asset:
        """The words that the browser uses."""
        return word_asset()

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
            "rows": len(self.register.projects),
            "projects": self.projects[datum].url,
            "details": self.details.address,
            "outlines": self.outlines[datum].url,
            "ground": {name: asset.url for name, asset in shared_ground().items()},
            "words": self.words.url,
            "suggestions": self.suggestions_url,
            "find": FIND_URL,
            "datum": datum,
            "datums": datum_choices(),
            "example": REGION.examples.spot,
            "snapshot": f"{SNAPSHOT_URL}/{self.name}",
            "export": f"{EXPORT_URL}/{self.name}",
            "changes": f"{CHANGES_URL}/{self.name}",
            "filters": list(CHOICES),
        }

    @cached_property
    def _assets(self) -> dict[str, Asset]:
        layers = (self.index, self.projects, self.outlines, shared_ground())
        found = [self.words, *(asset for by_name in layers for asset in by_name.values())]
        return {asset.url: asset for asset in found}

    @cached_property
    def option_names(self) -> Names:
        """What option of which filter each name stands for."""
        return option_names(self.register.places)

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


@cache
def shared_ground() -> Mapping[str, Asset]:
    """Return the parts of the ground, the same for every store."""
    return ground_parts(read_streets())


@dataclass(frozen=True)
class ServedStatus:
    """What the server serves: digest, projects, the day of the data, since when, what failed last.

    ``failure`` is None where the data folder holds what is served.
    """

    digest: str
    rows: int
    as_of: str
    loaded_at: dt.datetime
    failure: Failure | None

    @property
    def age_seconds(self) -> float:
        """For how long this has been served."""
        return (dt.datetime.now(tz=dt.UTC) - self.loaded_at).total_seconds()


VERSIONS: Final = Versions(lambda: settings().data, Store, source_of_register)


def shared_store() -> Store:
    """Return the store of the server's own register as it is now."""
    return VERSIONS.current()


def served_status() -> ServedStatus:
    """Return what the server serves of its data folder."""
    store = shared_store()
    register = store.register
    rows, as_of = len(register.projects), store.data_as_of
    return ServedStatus(register.digest, rows, as_of, VERSIONS.loaded_at, VERSIONS.failure)


def load_first() -> None:
    """Load the server's register before anybody reads.

    What is loaded by then stays. Streamlit collects garbage after every run: told to leave that
    out, it takes a few milliseconds instead of a hundred.
    """
    shared_store().prepare()
    cells = served_cells().layer
    if cells:
        _ = cells.asset.packed
    gc.collect()
    gc.freeze()
