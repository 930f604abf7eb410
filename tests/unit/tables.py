"""The tables of data/ read with nothing but the csv module, to hold the register against."""

import csv
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "data"

Table = list[dict[str, str]]


@cache
def table(name: str) -> Table:
    """Return the rows of ``data/<name>.csv`` as text."""
    with (DATA / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def by_id(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table by id; the last of two with one id."""
    return {row["id"]: row for row in table(name)}


def parts(cell: str) -> list[str]:
    """Return the values of a cell that holds several."""
    return cell.split(";") if cell else []
