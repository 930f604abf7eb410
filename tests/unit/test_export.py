"""The listed projects as a file, for the view of a link."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from briefing.content import make_briefing
from briefing.files.workbook import csv_file, xlsx_file
from geo.view.view import View, view_from_query
from layers.links import view_of_link
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
    store = shared_store()
    projects = store.register.projects
    in_focus = (projects["cluster"] == "etown") & (projects["sector"] == "health")
    query = {"lang": "en", "sector": "health", "focus": "cluster:etown"}
    assert listed_ids(query, form) == store.listed(in_focus.to_numpy(bool))["id"].tolist()


def test_with_a_project_in_focus_the_whole_selection_is_listed() -> None:
    store = shared_store()
    query = {"lang": "en", "sector": "education", "focus": "project:PP027"}
    in_sector = (store.register.projects["sector"] == "education").to_numpy(bool)
    assert listed_ids(query, "csv") == store.listed(in_sector)["id"].tolist()


def first_sheet(content: bytes) -> list[tuple[object, ...]]:
    """Return the rows of a workbook's first sheet, its head among them."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "view", [View(), View(focus="cluster:etown", sector=("health",)), View(q="no such project")]
)
def test_page_and_briefing_give_one_file_of_projects(view: View, lang: str) -> None:
    store = shared_store()
    view = replace(view, lang=lang)
    briefing = make_briefing(store, view)
    listed = first_sheet(write_listing(store, view, "xlsx"))
    assert listed == first_sheet(xlsx_file(briefing))
    assert len(listed) == 1 + int(briefing.focus.mask.sum())
    assert write_listing(store, view, "csv") == csv_file(briefing)


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
