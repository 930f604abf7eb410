"""The gazetteer of the data folder: names of streets, stations, buildings and the like."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from geo.errors import RegisterError
from geo.settings import settings
from geo.words.synonyms import normal, without_noise

FILE: Final = "gazetteer.csv"

STREET: Final = "street"


@dataclass(frozen=True, slots=True)
class NamedPoint:
    """A name and where it lies.

    ``lon`` and ``lat`` are WGS-84 degrees, right within ``error_m`` metres; ``district`` is an
    adcode, or empty. Of a street the point is its middle in that district, the error half its
    length there, and ``drawn_as`` the name of the ground's line that it is a part of, where that
    is another. ``pinyin`` has the syllables of the name, with blanks between.
    """

    name: str
    kind: str
    lon: float
    lat: float
    error_m: int
    district: str
    drawn_as: str = ""
    pinyin: str = ""

    @property
    def sound(self) -> str:
        """The name in Latin letters: ``Jianguolu × Dongsanhuan``."""
        words = (word.replace(" ", "").capitalize() for word in self.pinyin.split(" × "))
        return " × ".join(words)

    @property
    def line(self) -> str:
        """The name that a street has as a line of the ground."""
        return self.drawn_as or self.name


class Gazetteer:
    """Named points, and those of each name."""

    def __init__(self, points: Iterable[NamedPoint]) -> None:
        """Index points by their folded names."""
        self.points: Sequence[NamedPoint] = tuple(points)
        self.folded: Sequence[str] = [normal(point.name) for point in self.points]
        self._by_name: dict[str, list[NamedPoint]] = defaultdict(list)
        for name, point in zip(self.folded, self.points, strict=True):
            self._by_name[name].append(point)

    def named(self, name: str) -> Sequence[NamedPoint]:
        """Return the points of a name, in whatever characters it is written."""
        return self._by_name.get(normal(name), ())

    def begun(self, text: str, shortest: int) -> list[str]:
        """Return the names that a text begins with, as it writes them, the shortest first.

        Parameters
        ----------
        text
            Text as `normal` returns it, but that blanks and punctuation may stand in it.
        shortest
            Fewest characters of a name.
        """
        found = []
        for end in range(shortest, len(text) + 1):
            name = without_noise(text[:end])
            if name not in self._prefixes:  # nor is any longer one
                break
            if name in self._by_name:
                found.append(text[:end])
        return found

    @cached_property
    def _prefixes(self) -> frozenset[str]:
        return frozenset(name[:end] for name in self._by_name for end in range(len(name) + 1))


@cache
def read_gazetteer(folder: Path | None = None) -> Gazetteer:
    """Return the gazetteer of a data folder; an empty one where the folder has none.

    Parameters
    ----------
    folder
        A data folder; without one, that of the settings.

    Raises
    ------
    RegisterError
        The file is no such table.
    """
    path = (folder or settings().data) / FILE
    if not path.is_file():
        return Gazetteer(())
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return Gazetteer([_named_point(row) for row in csv.DictReader(file)])
    except (KeyError, ValueError, TypeError, csv.Error) as error:
        raise RegisterError(file=path.name, problem=repr(error)) from error


def _named_point(row: Mapping[str, str]) -> NamedPoint:
    return NamedPoint(
        name=row["name"],
        kind=row["kind"],
        lon=float(row["lon_wgs84"]),
        lat=float(row["lat_wgs84"]),
        error_m=int(row["error_m"]),
        district=row["district"],
        drawn_as=row["drawn_as"],
        pinyin=row["pinyin"],
    )
