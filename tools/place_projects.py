"""Give the register's own projects the points that their location, or their name, stands for.

    python -m tools.place_projects

A project that has a point keeps it, and so does one whose place is surer. Of a name only
what is a building or the like counts, whole and in the stated district; what fits alike in two
spots is left to a person. The note of a record says by which name it was placed.
"""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geo.ask.find import Finder
from geo.ground.addresses import EXACT, AddressFinder
from geo.ground.gazetteer import NamedPoint
from geo.register.load import Register, load_register
from geo.settings import settings
from geo.words.text import in_both

FILE: Final = "projects.csv"
Row = dict[str, str]


def main() -> None:
    """Place the projects of the data folder, and say how many spots there were and are."""
    before = load_register()
    finder = Finder(before)
    addresses = AddressFinder(finder.gazetteer, finder.crossings)
    path = settings().data / FILE
    rows = _read(path)
    placed = [row for row in rows if place(row, addresses, before)]
    _write(path, rows)
    for row in placed:
        report(f"{row['id']} {row['name_zh']}: {row['note_zh']}")
    report(f"{len(placed)} placed; {spots(before)} spots before, {spots(load_register())} after")


def place(row: Row, addresses: AddressFinder, register: Register) -> bool:
    """Give a row of the file its point, and tell whether it was given one."""
    if row["lon_wgs84"]:
        return False
    point = _point(row, addresses)
    if point is None or not _is_surer(point, row, register):
        return False
    row |= {
        "lon_wgs84": str(point.lon),
        "lat_wgs84": str(point.lat),
        "precision_m": str(point.error_m),
    }
    names = (point.name, point.sound)
    said = in_both("kept.point_from_name", name=names, metres=f"{point.error_m:,}")
    for name, sentence in zip(("note_zh", "note_en"), said, strict=True):
        row[name] = " ".join(filter(None, (row[name], sentence)))
    return True


def _point(row: Row, addresses: AddressFinder) -> NamedPoint | None:
    """Return what the location names, else what a project is called itself."""
    located = addresses.find(row["location_zh"], row["district"] or None)
    if located.point or located.alike or not row["district"]:
        return located.point
    named = addresses.find(row["name_zh"], row["district"]).point
    return named if named and named.kind in EXACT else None


def _is_surer(point: NamedPoint, row: Mapping[str, str], register: Register) -> bool:
    radius = register.places[f"place:{row['place']}"].radius_m if row["place"] else None
    return radius is None or point.error_m < radius


def spots(register: Register) -> int:
    """Return how many different points the projects have."""
    points = register.projects[["lon", "lat"]].dropna()
    return len(points.drop_duplicates())


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def report(line: str) -> None:
    """Print a line; this is a command-line tool."""
    print(line)  # noqa: T201


if __name__ == "__main__":
    main()
