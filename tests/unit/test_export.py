"""The listed projects as a file, for the view of a link."""

import io

import pandas as pd
import pytest

from geo.view.view import View, view_from_query
from ui.links import view_of_link
from ui.serve.export import write_listing
from ui.store import shared_store

BOM = b"\xef\xbb\xbf"


def listed_ids(query: dict[str, str], form: str) -> list[str]:
    """Return the ids in the file of a view."""
    store = shared_store()
    content = write_listing(store, view_of_link(store, query)[0], form)
    if form == "csv":
        assert content.startswith(BOM)
        return pd.read_csv(io.BytesIO(content))["Id"].tolist()
    return pd.read_excel(io.BytesIO(content))["Id"].tolist()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_file_holds_what_passes_the_filters_in_the_focus(form: str) -> None:
    projects = shared_store().register.projects
    in_focus = (projects["cluster"] == "etown") & (projects["sector"] == "health")
    query = {"lang": "en", "sector": "health", "focus": "cluster:etown"}
    assert listed_ids(query, form) == projects["id"][in_focus].tolist()


def test_with_a_project_in_focus_the_whole_selection_is_listed() -> None:
    projects = shared_store().register.projects
    query = {"lang": "en", "sector": "education", "focus": "project:PP027"}
    in_sector = projects["sector"] == "education"
    assert listed_ids(query, "csv") == projects["id"][in_sector].tolist()


def test_listing_does_not_change_the_store() -> None:
    store = shared_store()
    before = store.filter.select(View()).mask.sum()
    write_listing(store, View(focus="cluster:etown"), "csv")
    assert store.filter.select(View()).mask.sum() == before


@pytest.mark.parametrize(
    "query",
    [{"shape": "near:cluster:nowhere,2"}, {"focus": "cluster:nowhere"}, {"sector": "nothing"}],
)
def test_what_a_store_does_not_know_falls_back(query: dict[str, str]) -> None:
    everything = view_from_query({})[0]
    assert view_of_link(shared_store(), query)[0] == everything
