"""The region that is mapped: what ``region.toml`` of the data folder says of it.

A process serves one region, ``REGION``, read as the program starts. A program whose region cannot
be read does not start: it says so in a sentence and ends, whichever command or page it is.
"""

import datetime as dt
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from geo.settings import settings

FILE: Final = "region.toml"

CANNOT_START: Final = 2
"""Exit code of a program whose region cannot be read."""

_WORDS: Final = Path(__file__).with_name("words")


class RegionFileError(Exception):
    """The region's file is missing, is no TOML or breaks its schema; the text says how."""


def _check_bounds(bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    west, south, east, north = bounds
    if not (west < east and south < north):
        raise ValueError("west, south, east and north bound no ground")
    return bounds


Word = Annotated[str, Field(min_length=1, pattern=r"^[^{}]*$")]
"""Braces would be taken for facts where the word stands in a sentence."""

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Adcode = Annotated[str, Field(pattern=r"^\d{6}$")]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Bounds = Annotated[tuple[Longitude, Latitude, Longitude, Latitude], AfterValidator(_check_bounds)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Name(_Table):
    """What something is called."""

    zh: Word
    en: Word

    def in_language(self, lang: str) -> str:
        """Return the name in ``zh`` or ``en``."""
        return self.zh if lang == "zh" else self.en


class Programme(Name):
    """The programme whose projects are mapped, and the day on which it was announced."""

    start: dt.date

    def has_begun(self, date: str) -> bool:
        """Tell whether a date, as precise as it is given, is not wholly before the start."""
        return date >= self.start.isoformat()[: len(date)]


class RegionGround(_Table):
    """Where the region lies, WGS-84 degrees.

    ``bounds`` are those of the city, ``accepted`` those within which a point is taken: west, south,
    east, north. ``centre``, longitude and latitude, is where a map opens.
    """

    bounds: Bounds
    accepted: Bounds
    centre: tuple[Longitude, Latitude]

    @property
    def metres(self) -> str:
        """The code of the UTM zone of the centre: its scale is near 1 in all of a city."""
        lon, lat = self.centre
        hemisphere = 326 if lat >= 0 else 327
        return f"EPSG:{hemisphere}{int((lon + 180) // 6) + 1:02}"


class FunctionalArea(_Table):
    """A place that lies across districts, and the clusters that lie in it."""

    place: Id
    clusters: tuple[Id, ...]


class District(Name):
    """A district: its official area in km², and that of another edition where they disagree."""

    official_km2: float = Field(gt=0)
    note: str | None = None


class Region(_Table):
    """A region; ``areas``, ``clusters`` and ``districts`` (by adcode) stand as they are shown."""

    name: Name
    city: Name
    zone: Name
    programme: Programme
    ground: RegionGround
    areas: tuple[Id, ...]
    clusters: tuple[Id, ...]
    districts: Mapping[Adcode, District]
    functional_area: FunctionalArea | None = None

    @property
    def adcodes(self) -> tuple[str, ...]:
        """The adcodes of the districts, in order."""
        return tuple(self.districts)

    def functional_area_of(self, cluster: str) -> str | None:
        """Return the id of the place across districts that a cluster lies in, or None."""
        area = self.functional_area
        return area.place if area and cluster in area.clusters else None

    @model_validator(mode="after")
    def _ids_stand_once(self) -> Self:
        for ids in (self.areas, self.clusters):
            if len(set(ids)) < len(ids):
                raise ValueError("an area or a cluster stands there twice")
        known = self.functional_area.clusters if self.functional_area else ()
        unknown = set(known) - set(self.clusters)
        if unknown:
            raise ValueError(f"functional_area names {', '.join(sorted(unknown))}, no cluster")
        return self


def read_region(folder: Path) -> Region:
    """Read and check the region of a data folder.

    Raises
    ------
    RegionFileError
        The file is missing, is no TOML in UTF-8, or breaks its schema.
    """
    try:
        written = tomllib.loads((folder / FILE).read_text("utf-8"))
        return Region.model_validate(written)
    except OSError as error:
        raise RegionFileError(error.strerror) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "region"
        raise RegionFileError(f"{where}: {first['msg']}") from error
    except ValueError as error:  # of TOML or of UTF-8
        raise RegionFileError(str(error)) from error


def _own_region() -> Region:
    """Return the region of the settings' folder, or end the program with a sentence."""
    try:
        return read_region(settings().data)
    except RegionFileError as error:
        for lang in ("zh", "en"):
            sys.stderr.write(_refusal(lang, str(error)) + "\n")
        sys.exit(CANNOT_START)


def _refusal(lang: str, problem: str) -> str:
    """Return the sentence of a register error; the words themselves are read after the region."""
    words = tomllib.loads((_WORDS / f"{lang}.toml").read_text("utf-8"))
    sentence: str = words["error"]["register"]
    return sentence.format(file=FILE, problem=problem)


REGION: Final = _own_region()
"""The region of this process."""
