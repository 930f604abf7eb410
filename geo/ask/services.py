"""Who to turn to: the service halls and windows that the register names, and who runs policies."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from geo.ground.membership import Membership
from geo.ground.places import CITY
from geo.register.load import Register
from geo.register.records import Row, given

RELATIONS: Final = ("here", "district", "city")
_TOO_WIDE: Final = ("city", "ftz", "area")


def services_at(
    register: Register, membership: Membership, keys: tuple[str, ...], sectors: tuple[str, ...]
) -> pd.DataFrame:
    """Return the services for someone in a sector at a place, the nearest kind first.

    Of the same kind, those for one sector come before those for all.

    Parameters
    ----------
    register, membership
        The register and who lies where in it.
    keys
        The places where one asks, as in ``geo.ask.here.Here``.
    sectors
        The sectors asked for; empty for all. A service without a sector is for every sector.

    Returns
    -------
    Rows of ``register.services`` with their ``relation``. A hall is ``here`` where it shares a
    cluster, park or site with ``keys``; else in the same ``district``, else elsewhere in the
    ``city``. A service that is a policy is ``here`` where it holds, ``city`` where it holds in the
    whole city, and left out where it does not hold.
    """
    table = register.services
    chosen = table[table["sector"].isna() | table["sector"].isin(sectors)] if sectors else table
    around = register.places.closure([*keys, CITY])
    rows: Iterable[Row] = chosen.itertuples()
    relations = [_relation(register, membership, row, around) for row in rows]
    tied = chosen.assign(relation=pd.Series(relations, chosen.index, dtype=object))
    tied = tied.dropna(subset="relation")
    nearness, general = tied["relation"].map(RELATIONS.index), tied["sector"].isna()
    ranked = pd.DataFrame({"nearness": nearness, "general": general})
    return tied.loc[ranked.sort_values(["nearness", "general"], kind="stable").index]


def _relation(
    register: Register, membership: Membership, service: Row, around: frozenset[str]
) -> str | None:
    if given(service.policy):
        scope = register.rows["policies"][service.policy].scope
        return "city" if CITY in scope else "here" if around.intersection(scope) else None
    position = membership.position(service.project) or 0
    shared = around & register.places.closure(membership.places_of(position))
    kinds = {register.places[key].kind for key in shared}.difference(_TOO_WIDE)
    return "city" if not kinds else "district" if kinds == {"district"} else "here"


def bodies_of(policies: pd.DataFrame, lang: str) -> dict[str, int]:
    """Return who issued or runs policies, as the sources write it, and how many; most first."""
    counts = policies[f"body_{lang}"].replace("", pd.NA).value_counts()
    return {str(body): int(count) for body, count in counts.items()}
