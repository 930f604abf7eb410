"""Data is text everywhere: a hostile register shows its names as they are and runs nothing."""

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from geo.settings import settings
from tests.browser.conftest import Opener
from tests.browser.map_page import MapPage
from tests.browser.server import serve

HOSTILE = (
    "<img src=x onerror=document.title='owned'>",
    "${document.title='owned'}",
    "</script><script>document.title='owned'</script>",
    "[owned](javascript:document.title='owned') :red[*x*] `y` $z$",
)


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a copy of the register in which some projects of BioPark have hostile names."""
    folder = tmp_path_factory.mktemp("hostile") / "data"
    shutil.copytree(settings().data, folder)
    rename_projects(folder / "projects.csv")
    with serve(env={"TWOZONES_DATA": str(folder)}) as address:
        yield address


def rename_projects(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    at_biopark = [row for row in rows if row["place"] == "biopark"]
    at_biopark.sort(key=lambda row: row["date"], reverse=True)  # the newest are listed first
    for row, name in zip(at_biopark, HOSTILE, strict=False):
        for column in ("name_zh", "name_en", "location_zh", "note_zh", "industry_zh"):
            row[column] = name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)


def in_panel(page: MapPage, name: str) -> Locator:
    """Return the button of the panel that says a name as it is, with the status behind it."""
    said = re.compile(rf"^{re.escape(name)} \S".replace("/", r"\/"))  # Playwright ends it at a /
    return page.panel.get_by_role("button", name=said)


def test_hostile_names_show_as_they_are(open_page: Opener, hostile_address: str) -> None:
    page = open_page(base=hostile_address, focus="place:biopark")
    phone = open_page(base=hostile_address, focus="place:biopark", width=390, height=844)
    title = page.page.title()
    page.open_facet("项目")
    for name in HOSTILE:
        expect(phone.popup.get_by_role("button", name=name, exact=True)).to_have_text(name)
        expect(in_panel(page, name)).to_have_count(1)
        expect(page.table.get_by_role("button", name=name, exact=True)).to_have_text(name)
    in_panel(page, HOSTILE[0]).click()
    expect(page.panel.locator("h2")).to_have_text(HOSTILE[0])
    expect(page.panel.locator("dd").first).to_have_text(HOSTILE[0])
    assert page.panel.locator("img").count() == 0
    assert page.page.title() == title
    assert page.body.evaluate("document.title") != "owned"


def test_hostile_parameters_show_as_they_are(open_page: Opener) -> None:
    page = open_page(sector=HOSTILE[0], q=HOSTILE[1], focus=HOSTILE[2])
    expect(page.page.locator(".st-key-active")).to_contain_text(HOSTILE[0])
    assert page.page.title() != "owned"
    assert page.visible == 0
