"""The lists below the map, against the files of the register counted another way."""

import pytest

from geo.words.text import text_in
from tests.pages.conftest import Runner
from tests.pages.test_desk import open_tab
from tests.unit.tables import table


def changed(row: dict[str, str], lang: str) -> bool:
    """Tell whether a policy's row says what it changed, or gives a figure."""
    return any(row[f"{name}_{lang}"] for name in ("before", "after", "figure"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_policies_say_what_they_changed_wherever_the_files_do(
    run_page: Runner, lang: str
) -> None:
    page = open_tab(run_page(lang=lang), "policies")
    change = text_in(lang)("policies.change")
    [listed] = [frame.value for frame in page.dataframe if change in frame.value]
    cells = listed[change].fillna("").astype(str)
    assert int((cells != "").sum()) == sum(changed(row, lang) for row in table("policies"))
    assert len(cells) == len(table("policies"))
