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


def is_over(policy: dict[str, str]) -> bool:
    """Tell whether a policy's row says that it is over.

    Written in November 2026, when no end on record was in that month or known only as that year.
    """
    return bool(policy["replaced_by"] or policy["until"]) and policy["until"] < "2026-11"


def is_for(policy: dict[str, str], *sectors: str) -> bool:
    """Tell whether a policy's row is for one of the sectors; one that names none is for all."""
    own = set(parts(policy["sectors"]))
    return not sectors or not own or not own.isdisjoint(sectors)


def is_usable(policy: dict[str, str]) -> bool:
    """Tell whether a company can use what a policy's row gives."""
    return policy["kind"] in {"money", "access", "procedure", "service"}
