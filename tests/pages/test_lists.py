"""The lists below the map, against the files of the register counted another way."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.words.text import text_in
from tests.pages.conftest import Runner, listed
from tests.pages.test_desk import open_tab
from tests.unit.tables import table
from ui.pages.report import ROWS_LISTED

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


def report_on_a_file() -> None:
    """Draw the report on a file none of whose rows names a project; Streamlit runs this alone."""
    from geo.intake.files.files import source_file  # noqa: PLC0415
    from geo.intake.formats.readers import read_table  # noqa: PLC0415
    from geo.intake.intake import take_in  # noqa: PLC0415
    from geo.words.text import text_in  # noqa: PLC0415
    from ui.own import pinned_store  # noqa: PLC0415
    from ui.pages.report import draw_report  # noqa: PLC0415

    rows = "\n".join(["名称,状态", *(f",在建{row}" for row in range(1200))])
    taken = take_in(read_table(source_file("a.csv", rows.encode())), pinned_store().register)
    draw_report(taken, text_in("zh"))


def test_the_report_on_a_file_is_tables_of_ours_that_say_what_they_leave_out() -> None:
    page = AppTest.from_function(report_on_a_file, default_timeout=60).run()
    assert not page.exception
    assert not page.dataframe
    assert len(listed(page)) < ROWS_LISTED
    page.segmented_control(key="data-part").set_value("rows").run()
    assert len(listed(page)) == ROWS_LISTED
    assert [caption.value for caption in page.caption] == [
        text_in("zh")("data.report_more", listed=ROWS_LISTED, count=1200)
    ]
