"""Write the numbers of the register into the pages that tell them, so that none is typed.

    python -m tools.data_counts

A number stands between ``<!--=name-->`` and ``<!--=-->``, its name one of ``counts``; what stands
there is replaced, all else is written by hand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

import pandas as pd

from geo.ask.quality import find_records
from geo.ask.summary import SUM_DECIMALS
from geo.intake.replacing.edition import NAMES, edition_changes
from geo.region import REGION
from geo.register.load import Register, load_register
from geo.words.numerals import number
from geo.words.vocabulary import (
    CONFIDENCES,
    KINDS,
    LEVELS,
    POLICY_KINDS,
    POLICY_PROGRAMMES,
    PROGRAMMES,
    USABLE_KINDS,
)

ROOT = Path(__file__).resolve().parents[1]
DATA: Final = ROOT / "data"
PAGES: Final = tuple(
    ROOT / name for name in ("data/README.md", "README.md", "README.zh-CN.md", "CHANGELOG.md")
)
_SPOT = re.compile(r"<!--=(\w+)-->.*?<!--=-->", re.DOTALL)


def main() -> None:
    """Bring the pages up to date."""
    told = counts(load_register())
    for page in PAGES:
        page.write_text(with_counts(page.read_text("utf-8"), told), "utf-8")


def with_counts(page: str, told: Mapping[str, str]) -> str:
    """Return a page with the numbers as they stand now; KeyError for a name that is not known."""
    return _SPOT.sub(lambda spot: f"<!--={spot[1]}-->{told[spot[1]]}<!--=-->", page)


def counts(register: Register) -> dict[str, str]:
    """Return every number that the pages tell, by name."""
    numbers = {
        **_tables(register),
        **_projects(register.projects),
        **_places(register),
        **_history(register.history),
        **_policies(register.policies),
        **_sources(register.sources),
        **_edition(edition_changes(DATA)),
    }
    ids = ", ".join(f"`{id_}`" for id_ in find_records(register, "conflicting")["id"])
    return {name: number(value) for name, value in numbers.items()} | {"conflicting_ids": ids}


def _tables(register: Register) -> dict[str, float]:
    names = ("projects", "history", "policies", "clauses", "conditions", "indicators", "services")
    held = {name: len(getattr(register, name)) for name in (*names, "sources", "zones")}
    return held | {"places": len(register.named)}


def _projects(projects: pd.DataFrame) -> dict[str, float]:
    amounts = projects.loc[projects["investment_yi_cny"].notna()]
    single = amounts.loc[~amounts["aggregate"], "investment_yi_cny"]
    begun = projects["date"].map(REGION.programme.has_begun)
    return {
        **_per("programme", projects["programme"], PROGRAMMES),
        **_per("kind", projects["kind"], KINDS),
        **_per("confidence", projects["confidence"], CONFIDENCES),
        **_per("level", projects["level"], LEVELS),
        "aggregates": int(projects["aggregate"].sum()),
        "members": int(projects["part_of"].notna().sum()),
        "singles": int((~projects["aggregate"]).sum()),
        "amounts": len(amounts),
        "amounts_single": len(single),
        "amounts_aggregate": len(amounts) - len(single),
        "amounts_sum": round(float(single.sum()), SUM_DECIMALS),
        "own_points": int(projects["lon_wgs84"].notna().sum()),
        "anchored": int((projects["level"].eq("point") & projects["lon_wgs84"].isna()).sum()),
        "pointless": int(projects["level"].ne("point").sum()),
        "spots": len(projects[["lon", "lat"]].dropna().drop_duplicates()),
        "before": int((~begun).sum()),
        "silent": int(projects["news"].eq("silent").sum()),
        "no_origin": int(projects["origin"].isna().sum()),
        "no_sector": int(projects["sector"].isna().sum()),
        "no_date": int(projects["date"].eq("").sum()),
        "at_airport": int(projects["place"].eq("daxing_airport").sum()),
    }


def _places(register: Register) -> dict[str, float]:
    return {
        "anchors": int(register.named["lon_wgs84"].notna().sum()),
        "conflicting": len(find_records(register, "conflicting")),
    }


def _history(history: pd.DataFrame) -> dict[str, float]:
    steps = history["project"].value_counts()
    return {"one_step": int(steps.eq(1).sum()), "more_steps": int(steps.gt(1).sum())}


def _policies(policies: pd.DataFrame) -> dict[str, float]:
    return {
        **_per("policies", policies["programme"], POLICY_PROGRAMMES),
        **_per("policies", policies["status"], ("landed", "in_progress")),
        **_per("policies", policies["kind"], POLICY_KINDS),
        "policies_usable": int(policies["kind"].isin(USABLE_KINDS).sum()),
        "policies_ended": int(policies["end_basis"].notna().sum()),
        "policies_citywide": sum("city" in scope for scope in policies["scope"]),
        "policies_of_plans": int(policies["plan_zh"].ne("").sum()),
    }


def _sources(sources: pd.DataFrame) -> dict[str, float]:
    linked = sources.loc[sources["url"].notna(), "source_class"]
    classes = ("A", "B", "C", "D")
    return {
        **_per("class", sources["source_class"], classes),
        **_per("linked", linked, classes),
    }


def _edition(told: pd.DataFrame | None) -> dict[str, float]:
    """Return how much this edition added, and how many projects have other steps than before."""
    if told is None:
        return {}
    added = Counter(told.loc[told["change"].eq("added"), "table"])
    moved = told["change"].eq("changed") & told["columns"].str.split(";").map(
        lambda columns: "history" in columns
    )
    numbers = {f"{table}_added": added[table] for table in NAMES}
    return numbers | {"projects_moved": int(moved.sum())}


def _per(name: str, values: pd.Series, words: Iterable[str]) -> dict[str, float]:
    counted = Counter(values)
    return {f"{name}_{word}": counted[word] for word in words}


if __name__ == "__main__":
    main()
