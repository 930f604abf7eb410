"""The quality of the data: checks, each of which finds the records that want work."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from geo.ask import consistency
from geo.ask.filters import Mask
from geo.ground.bounds import read_bounds
from geo.register.load import TABLES, Register
from geo.register.news import news_of
from geo.register.records import Place, Record
from geo.words.vocabulary import CHECKS

IMPRECISE_M: Final = 2000
"""From which error on, in metres, a point is imprecise."""


FAULTS: Final = (
    "unsourced",
    "contradictory",
    "backwards",
    "twins",
    "exceeded",
    "foretold",
    "premature",
    "unsourced_policies",
    "premature_policies",
    "repeated_sources",
)
"""The checks that a register in order passes; what the others find is work, not a fault."""

_MODELS: Final[Mapping[str, type[Record]]] = {**TABLES, "places.csv": Place}


@dataclass(frozen=True)
class Check:
    """A check: the table that it looks at, what finds the records, and the columns to mend."""

    table: str
    find: Callable[[Register], Mask]
    columns: tuple[str, ...]


def find_records(register: Register, name: str) -> pd.DataFrame:
    """Return the records that a check finds, as they stand in the register's table."""
    check = QUALITY[name]
    table = "named" if check.table == "places" else check.table
    frame: pd.DataFrame = getattr(register, table)
    return frame[check.find(register)]


def as_filed(records: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return records as their CSV file holds them: its columns, its order, all text.

    Parameters
    ----------
    records
        Rows of the register's ``projects``, ``policies``, ``sources`` or named places.
    table
        Which of these.
    """
    model = _MODELS[f"{table}.csv"]
    stated = records.reset_index() if records.index.name == "id" else records
    if table == "projects":
        stated = stated.drop(columns=["district", "cluster"]).rename(
            columns={"district_stated": "district", "cluster_stated": "cluster"}
        )
    names = {name: field.alias or name for name, field in model.model_fields.items()}
    filed = stated[list(names)].rename(columns=names)
    return filed.map(_filed)


def _filed(value: object) -> str:
    """Return a value as a cell of a CSV file of the register."""
    if isinstance(value, tuple):
        return ";".join(value)
    if isinstance(value, (bool, np.bool_)):
        return "yes" if value else "no"
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _blank(frame: pd.DataFrame, column: str) -> Mask:
    return (frame[column].isna() | (frame[column] == "")).to_numpy(bool)


def _stale(register: Register, records: pd.DataFrame) -> Mask:
    """Return the records that are not final and were not heard of for ``NEWS_MONTHS`` months."""
    return (news_of(records, register.day) == "silent").to_numpy(bool)


def _unlinked(register: Register, records: pd.DataFrame) -> Mask:
    """Return the records none of whose sources has an address."""
    linked = set(register.sources.index[~_blank(register.sources, "url")])
    return np.array([linked.isdisjoint(own) for own in records["sources"]], dtype=bool)


def _cited(register: Register) -> set[str]:
    listed = (register.projects, register.policies, read_bounds())
    single = (
        register.history,
        register.indicators,
        register.zones,
        register.clauses,
        register.conditions,
    )
    columns = (
        *(frame["sources"].explode() for frame in listed),
        *(frame["source"] for frame in single),
        register.policies["end_source"].dropna(),
    )
    return {str(source) for column in columns for source in column}


def _conflicting(register: Register) -> Mask:
    projects = register.projects
    return ~(_blank(projects, "district_found") & _blank(projects, "cluster_found"))


def _uncited(register: Register) -> Mask:
    return ~register.sources.index.isin(_cited(register))


def _unsourced(register: Register, records: pd.DataFrame) -> Mask:
    return consistency.unsourced(records, register.sources)


def _premature(register: Register, records: pd.DataFrame) -> Mask:
    return consistency.premature(records, register.sources)


_PLACE = ("place", "lon_wgs84", "lat_wgs84", "precision_m")
_DATE = ("date", "date_precision")

QUALITY: Final[Mapping[str, Check]] = dict(
    zip(
        CHECKS,
        (
            Check("projects", lambda r: (r.projects["level"] != "point").to_numpy(bool), _PLACE),
            Check(
                "projects", lambda r: (r.projects["radius_m"] >= IMPRECISE_M).to_numpy(bool), _PLACE
            ),
            Check("projects", _conflicting, ("district", "cluster", *_PLACE)),
            Check("projects", lambda r: _blank(r.projects, "date"), _DATE),
            Check("projects", lambda r: _unlinked(r, r.projects), ("sources",)),
            Check("projects", lambda r: _blank(r.projects, "sector"), ("sector",)),
            Check(
                "projects",
                lambda r: (r.projects["confidence"] == "low").to_numpy(bool),
                ("confidence", "sources"),
            ),
            Check("projects", lambda r: _stale(r, r.projects), ("status", *_DATE)),
            Check("projects", lambda r: _unsourced(r, r.projects), ("sources",)),
            Check("projects", consistency.contradicting_history, ("status", *_DATE)),
            Check("projects", consistency.stepping_back, ("status", *_DATE)),
            Check("projects", consistency.twins, ("place", *_DATE)),
            Check("projects", consistency.exceeded, ("investment_yi_cny",)),
            Check("projects", consistency.foretold, ("status", *_DATE)),
            Check("projects", lambda r: _premature(r, r.projects), ("programme", "sources")),
            Check("policies", lambda r: _blank(r.policies, "date"), _DATE),
            Check("policies", lambda r: _unlinked(r, r.policies), ("sources",)),
            Check("policies", lambda r: _stale(r, r.policies), ("status", *_DATE)),
            Check("policies", lambda r: _unsourced(r, r.policies), ("sources",)),
            Check("policies", lambda r: _premature(r, r.policies), ("programme", "sources")),
            Check("places", consistency.outside_parent, ("parent", "lon_wgs84", "lat_wgs84")),
            Check("sources", lambda r: _blank(r.sources, "date"), ("date",)),
            Check("sources", _uncited, ("id",)),
            Check("sources", lambda r: consistency.repeated(r.sources), ("id", "url")),
        ),
        strict=True,
    )
)
"""The checks by name, in the order of ``CHECKS``."""
