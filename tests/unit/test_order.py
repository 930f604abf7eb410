"""Projects are listed the newest first, of one day the largest: in every file as on the page."""

import numpy as np
import pandas as pd

from briefing.content import make_briefing
from geo.ask.atlas import Atlas
from geo.ask.filters import periods_of
from geo.ask.order import what_matters_first
from geo.view.view import View
from layers.projects import UNDATED, days_of
from tests.unit.node import ask_module

KNOWN = {
    "large": ("2025-03-02", 30.0),
    "small": ("2025-03-02", 2.0),
    "none stated": ("2025-03-02", np.nan),
    "month": ("2025-03", 5.0),
    "year": ("2025", 1.0),
    "undated": ("", 900.0),
    "undated, none stated": ("", np.nan),
}
"""What projects say, in the order in which they are listed."""


def projects_of(known: dict[str, tuple[str, float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [(name, *said) for name, said in known.items()],
        columns=["id", "date", "investment_yi_cny"],
    )


def listed_by_the_page(projects: pd.DataFrame) -> object:
    """Return the positions of projects in the order in which the page's table has them."""
    first, _ = periods_of(projects["date"])
    amounts = [None if np.isnan(one) else float(one) for one in projects["investment_yi_cny"]]
    request = {"start": days_of(first).tolist(), "investment": amounts, "undated": UNDATED}
    body = """
        const columns = {
            start: Int32Array.from(request.start),
            investment: Float32Array.from(request.investment, (one) => one ?? NaN),
        };
        const { undated } = request;
        return module.whatMattersFirst({ columns, undated }, columns.start.keys());
    """
    return ask_module("engine/listing.js", body, request)


def test_the_newest_come_first_then_the_largest_and_the_undated_last() -> None:
    mixed = projects_of(KNOWN).sample(frac=1, random_state=7)
    assert [*mixed["id"].iloc[what_matters_first(mixed)]] == [*KNOWN]


def test_equal_ones_keep_the_order_of_the_register() -> None:
    alike = projects_of(dict.fromkeys(("first", "second", "third"), ("2024-05", 3.0)))
    assert what_matters_first(alike).tolist() == [0, 1, 2]


def test_files_and_the_page_s_table_have_one_order(atlas: Atlas) -> None:
    projects = atlas.register.projects
    mixed = pd.concat([projects[["id", "date", "investment_yi_cny"]], projects_of(KNOWN)])
    assert listed_by_the_page(mixed) == what_matters_first(mixed).tolist()


def test_a_briefing_lists_its_projects_so_and_says_it(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(focus="cluster:etown", lang="en"))
    listed = briefing.projects
    assert [one.id for one in briefing.focus.projects] == listed["id"].tolist()
    assert set(listed["id"]) == set(atlas.register.projects["id"][briefing.focus.mask])
    first, _ = periods_of(listed["date"])
    days = days_of(first).tolist()
    assert days == sorted(days, reverse=True)
    of_a_day = listed[listed["date"] == listed["date"].mode()[0]]["investment_yi_cny"].dropna()
    assert len(of_a_day) > 1
    assert of_a_day.is_monotonic_decreasing
    assert any("newest status" in note for note in briefing.notes)
