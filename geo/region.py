"""The region that is mapped: what ``region.toml`` of the data folder says of it.

A process serves one region, ``REGION``, read as the program starts. A program whose region cannot
be read does not start: it says so in a sentence and ends, whichever command or page it is.
"""

import datetime as dt
import multiprocessing
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from geo.database.problem import DatabaseProblem
from geo.settings import settings

FILE: Final = "region.toml"

CANNOT_START: Final = 2
"""Exit code of a program whose region cannot be read."""

MOST_AREAS: Final = 3
"""As many as there are hues that can be told apart, in print and by colour-blind eyes."""

_FACT: Final = re.compile(r"\{region\.(\w+)\}")
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


class FunctionalArea(Name):
    """A place that lies across districts, and the clusters that lie in it."""

    place: Id
    clusters: tuple[Id, ...]


class City(Name):
    """The whole of the region, and its official area in km² where one is known."""

    official_km2: float | None = Field(None, gt=0)


class District(City):
    """A district, its area in another edition where they disagree, and its names of before."""

    note: str | None = None
    former: tuple[str, ...] = ()


class Landmark(_Table):
    """A spot, WGS-84 degrees, and the district that it is known to lie in, if any."""

    name: str
    spot: tuple[Longitude, Latitude]
    district: Adcode | None = None


class Examples(_Table):
    """What hints on the page say as an example; ``spot`` in WGS-84 degrees."""

    spot: tuple[Longitude, Latitude]
    typed: Word
    places: Name
    search: Name


class Checklist(_Table):
    """The indicators that count the programme's policies: those landed, and all of them."""

    landed: str
    total: str


class Headline(Name):
    """An indicator shown large; beside it, where given, of how many, or the investment in all.

    ``newest`` is what has become of it since, where that goes by another name.
    """

    indicator: str
    total: str | None = None
    investment: str | None = None
    newest: str | None = None


class Region(_Table):
    """A region; ``areas``, ``clusters`` and ``districts`` (by adcode) stand as they are shown.

    ``compared`` are the clusters that a comparison begins with, ``outside`` is what to know of a
    spot in no district, ``pinyin`` has the syllables of names that are also read otherwise.
    ``neighbours`` are the provinces around the region, by adcode.
    ``landmarks`` and ``exclaves_km2`` (by adcode) are what the outlines of the districts must show.
    """

    name: Name
    city: City
    zone: Name
    programme: Programme
    ground: RegionGround
    areas: tuple[Id, ...] = Field(min_length=1, max_length=MOST_AREAS)
    clusters: tuple[Id, ...]
    compared: tuple[Id, Id]
    districts: Mapping[Adcode, District]
    neighbours: Mapping[Adcode, Name] = {}
    functional_area: FunctionalArea | None = None
    examples: Examples
    outside: Name | None = None
    pinyin: Mapping[str, tuple[str, ...]] = {}
    checklist: Checklist | None = None
    headlines: tuple[Headline, ...] = ()
    landmarks: tuple[Landmark, ...] = ()
    exclaves_km2: Mapping[Adcode, float] = {}

    @property
    def adcodes(self) -> tuple[str, ...]:
        """The adcodes of the districts, in order."""
        return tuple(self.districts)

    def functional_area_of(self, cluster: str) -> str | None:
        """Return the id of the place across districts that a cluster lies in, or None."""
        area = self.functional_area
        return area.place if area and cluster in area.clusters else None

    @property
    def indicators(self) -> frozenset[str]:
        """The ids of the indicators that the region names."""
        named = [(one.indicator, one.total, one.investment, one.newest) for one in self.headlines]
        if self.checklist:
            named.append((self.checklist.landed, self.checklist.total, None, None))
        return frozenset(id_ for ids in named for id_ in ids if id_)

    def fill(self, sentence: str, lang: str) -> str:
        """Return a sentence in ``zh`` or ``en`` with the region's facts, as ``{region.name}``."""
        facts = self._facts(lang)
        return _FACT.sub(lambda match: facts[match[1]], sentence)

    def _facts(self, lang: str) -> dict[str, str]:
        lon, lat = self.examples.spot
        return {
            "name": self.name.in_language(lang),
            "name_zh": self.name.zh,
            "name_en": self.name.en,
            "programme": self.programme.in_language(lang),
            "programme_zh": self.programme.zh,
            "functional_area": _said(self.functional_area, lang),
            "districts": str(len(self.districts)),
            "district": next(iter(self.districts.values())).in_language(lang),
            "cluster": self.clusters[0],
            "outside": _said(self.outside, lang),
            "lon": f"{lon}",
            "spot": f"{lon}, {lat}",
            "typed": self.examples.typed,
            "places": self.examples.places.in_language(lang),
            "search": self.examples.search.in_language(lang),
        }

    @model_validator(mode="after")
    def _ids_stand_once_and_are_known(self) -> Self:
        for ids in (self.areas, self.clusters, self.compared):
            if len(set(ids)) < len(ids):
                raise ValueError("an area or a cluster stands there twice")
        across = self.functional_area.clusters if self.functional_area else ()
        unknown = {*across, *self.compared} - set(self.clusters)
        if unknown:
            raise ValueError(f"{', '.join(sorted(unknown))} is not one of the clusters")
        return self


def _said(name: Name | None, lang: str) -> str:
    return name.in_language(lang) if name else ""


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
        if (address := settings().database) is not None:
            _bring_copy_up_to_date(address, settings().data)
        return read_region(settings().data)
    except RegionFileError as error:
        _say(_sentences("register", file=FILE, problem=str(error)))
        sys.exit(CANNOT_START)


def _bring_copy_up_to_date(address: str, copy: Path) -> None:
    """Read the register of a database; where that cannot be, the last copy of it serves.

    A process that another of ours has started reads what that one has read.
    """
    if multiprocessing.parent_process() is not None:
        return
    try:
        from geo.database.copy import copied_revision, refresh  # noqa: PLC0415 (an extra)

        refresh(address, copy)
    except ImportError:
        _say(_sentences("postgres_missing"))
        sys.exit(CANNOT_START)
    except DatabaseProblem as problem:
        _say(_sentences(problem.name, **problem.facts))
        if copied_revision(copy) is None:
            sys.exit(CANNOT_START)
        _say(_sentences("last_copy"))


def _sentences(name: str, **facts: object) -> list[str]:
    """Return an error's sentence in both languages; all words are read after the region."""
    words = [tomllib.loads((_WORDS / f"{lang}.toml").read_text("utf-8")) for lang in ("zh", "en")]
    return [each["error"][name].format(**facts) for each in words]


def _say(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        sys.stderr.write(sentence + "\n")


REGION: Final = _own_region()
"""The region of this process."""
