"""Our own exports come back as the register that they were made of."""

import io
from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from briefing.content import Briefing, make_briefing
from briefing.files import data, geopackage, workbook
from geo.ask.atlas import Atlas
from geo.intake.intake import Intake
from geo.intake.registers import with_projects
from geo.intake.replacing.changes import changes_between
from geo.register.load import Register, load_register, stated_projects
from geo.view.view import View
from tests.unit.intake.files import taken

WRITERS = {
    "a.xlsx": workbook.xlsx_file,
    "a.csv": workbook.csv_file,
    "a.geojson": data.geojson_file,
    "a.gpkg": lambda said: geopackage.gpkg_file(said, "a.gpkg"),
    "a.zip": data.shapefile_zip,
}
REGISTER: Register = load_register()


@cache
def briefing(lang: str) -> Briefing:
    return make_briefing(Atlas(REGISTER), View(lang=lang))


def changed_by(intake: Intake) -> dict[str, object]:
    """Return what a file would change, in the order of the register."""
    changes = changes_between(REGISTER.projects, with_projects(REGISTER, intake).projects)
    return {"added": changes.added, "removed": changes.removed, "changed": dict(changes.changed)}


NOTHING = {"added": [], "removed": [], "changed": {}}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", WRITERS)
def test_an_export_is_the_same_register(name: str, lang: str) -> None:
    intake = taken(REGISTER, name, WRITERS[name](briefing(lang)))
    assert intake.rejected == intake.aside == []
    assert changed_by(intake) == NOTHING
    before = stated_projects(REGISTER.projects).set_index("id").drop(columns="sources")
    after = intake.projects.set_index("id").loc[before.index, before.columns]
    pd.testing.assert_frame_equal(after, before, check_dtype=False, rtol=1e-9)
    history = with_projects(REGISTER, intake).history
    pd.testing.assert_frame_equal(history, REGISTER.history)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_cell_changed_in_excel_is_the_only_change(lang: str) -> None:
    book = load_workbook(io.BytesIO(workbook.xlsx_file(briefing(lang))))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    text = briefing(lang).text
    row, column = 5, heads.index(text("field.status")) + 1
    id_ = sheet.cell(row, heads.index(text("field.id")) + 1).value
    was = sheet.cell(row, column).value
    other = next(word for word in text.section("status").values() if word != was)
    sheet.cell(row, column).value = other
    stream = io.BytesIO()
    book.save(stream)
    intake = taken(REGISTER, "a.xlsx", stream.getvalue())
    assert changed_by(intake) == {**NOTHING, "changed": {id_: ["status"]}}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_changed_underneath_is_listed_with_both_values_and_stays(lang: str) -> None:
    book = load_workbook(io.BytesIO(workbook.xlsx_file(briefing(lang))))
    sheet, text = book.worksheets[0], briefing(lang).text
    heads = [cell.value for cell in sheet[1]]
    assert sheet.column_dimensions[get_column_letter(len(heads))].hidden
    ids = [row[heads.index(text("field.id"))].value for row in sheet.iter_rows(min_row=2)]
    name = heads.index(text("field.name")) + 1
    mine, both = ids[3], ids[4]
    for id_ in (mine, both):
        sheet.cell(ids.index(id_) + 2, name).value = f"Mine {id_}"
    stream = io.BytesIO()
    book.save(stream)
    projects = REGISTER.projects.copy()
    projects.loc[projects["id"] == both, f"name_{lang}"] = "Theirs"
    now = replace(REGISTER, projects=projects)
    intake = taken(now, "a.xlsx", stream.getvalue())
    changed = changes_between(now.projects, with_projects(now, intake).projects)
    assert (changed.added, changed.removed) == ([], [])
    assert dict(changed.changed) == {mine: [f"name_{lang}"]}
    [finding] = [one for one in intake.findings if one.code == "changed_meanwhile"]
    assert finding.row == ids.index(both) + 2
    said = finding.problem(text)
    assert "Theirs" in said
    assert f"Mine {both}" in said
    assert intake.rejected == []
