"""The lists below the map, against the files of the register counted another way."""

import pytest

from tests.pages.conftest import Runner, listed
from tests.pages.test_desk import open_tab
from tests.unit.tables import table

AREAS = 3 + 7
"""The pilot zone's areas and their clusters."""


def changed(row: dict[str, str], lang: str) -> bool:
    """Tell whether a policy's row says what it changed, or gives a figure."""
    return any(row[f"{name}_{lang}"] for name in ("before", "after", "figure"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_policies_say_what_they_changed_wherever_the_files_do(
    run_page: Runner, lang: str
) -> None:
    policies = listed(open_tab(run_page(lang=lang), "policies"))
    assert (policies["change"] != "").sum() == sum(changed(row, lang) for row in table("policies"))
    assert {*policies.index} == {row["id"] for row in table("policies")}
    groups = policies["group"].drop_duplicates().tolist()
    assert len(groups) == (policies["group"] != policies["group"].shift()).sum()  # none comes twice


@pytest.mark.parametrize(
    ("tab", "count"),
    [("indicators", len(table("indicators"))), ("sources", AREAS)],
)
def test_figures_and_areas_name_their_sources_as_links(
    run_page: Runner, tab: str, count: int
) -> None:
    rows = listed(open_tab(run_page(lang="zh"), tab))
    assert len(rows) == count
    urls = {row["url"] for row in table("sources")}
    for links in rows["sources"]:
        assert [link["url"] for link in links if link["url"] not in urls] == []
        assert all(link["title"] for link in links)
