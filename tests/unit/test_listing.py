"""The exported table against the file that the projects come from."""

import pytest

from geo.register.load import Register
from geo.say.project_table import project_table
from geo.words.text import text_in
from tests.unit.tables import by_id, parts


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_project_is_a_row_with_what_its_file_says(register: Register, lang: str) -> None:
    text = text_in(lang)
    table = project_table(register.projects, register.places, register.sources, text)
    rows = by_id("projects")
    assert table[text("listing.id")].tolist() == list(rows)
    assert table.columns.is_unique
    written = table.set_index(text("listing.id"))
    for id_, row in rows.items():
        line = written.loc[id_]
        assert line[text("table.name")] == row[f"name_{lang}"]
        assert line[text("table.status")] == text(f"status.{row['status']}")
        assert line[text("table.date")] == row["date"]
        assert (line[text("listing.aggregate")] != "") == (row["aggregate"] == "yes")
        amount = float(row["investment_yi_cny"] or "nan")
        assert line[text("listing.investment")] == pytest.approx(amount, nan_ok=True)
        assert line[text("listing.sources")].count(";") >= len(parts(row["sources"])) - 1


def test_the_order_of_the_projects_is_kept(register: Register) -> None:
    text = text_in("en")
    chosen = register.projects.iloc[[5, 2, 9]]
    table = project_table(chosen, register.places, register.sources, text)
    assert table["Id"].tolist() == chosen["id"].tolist()
