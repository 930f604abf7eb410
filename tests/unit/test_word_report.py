"""The Word report read back by python-docx: headings, captions, tables, pictures, template."""

from functools import cache
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from briefing.content import Briefing, Options, make_briefing
from briefing.sentences import sentence_of
from briefing.word.report import word_report
from geo.ask.atlas import Atlas
from geo.errors import TemplateError
from geo.register.load import load_register
from geo.view.view import View

ATLAS = Atlas(load_register())
HOSTILE = "<w:t>${alert(1)}</w:t> =cmd() & “引号” a\x0bb\x00c"


@cache
def briefing() -> Briefing:
    view = View(focus="cluster:etown", sector=("health",), lang="zh")
    return make_briefing(ATLAS, view, Options(title="亦庄健康", author="某处", note=HOSTILE))


@cache
def report() -> docx.Document:
    return docx.Document(BytesIO(word_report(briefing())))


def texts(document: docx.Document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def tables_under(document: docx.Document, head: str) -> list[list[str]]:
    """Return the rows of the table whose first head is so, its head left out."""
    (found,) = (table for table in document.tables if table.cell(0, 0).text == head)
    return [[cell.text for cell in row.cells] for row in found.rows][1:]


def test_the_report_has_headings_and_contents_that_word_fills_in() -> None:
    assert briefing().focus.title in texts(report(), "Heading 1")
    codes = [one.get(qn("w:instr")) for one in report().element.iter(qn("w:fldSimple"))]
    assert any(code.startswith("TOC") for code in codes)
    assert report().settings.element.find(qn("w:updateFields")) is not None
    (title,) = texts(report(), "Title")
    assert title == "亦庄健康"
    assert report().core_properties.author == "某处"


def test_tables_say_what_the_content_says() -> None:
    focus, text = briefing().focus, briefing().text
    head, *_ = focus.table.head
    shown = tables_under(report(), head)
    assert [row[1:] for row in shown] == [list(row.values) for row in focus.table.rows]
    projects = tables_under(report(), text("field.name"))
    assert [row[0] for row in projects] == [project.name for project in focus.projects]
    listed = tables_under(report(), text("sources.id"))
    assert [row[0] for row in listed] == [source.id for source in briefing().sources]


def test_amounts_stand_with_what_is_said_of_them() -> None:
    focus, text = briefing().focus, briefing().text
    notes = ATLAS.register.projects.set_index("id")["investment_note_zh"]
    rows = {row[0]: row for row in tables_under(report(), text("field.name"))}
    noted = [project for project in focus.projects if notes[project.id]]
    assert noted
    for project in noted:
        assert any(cell.endswith(notes[project.id]) for cell in rows[project.name])


def test_every_table_and_picture_has_a_caption_and_pictures_are_described() -> None:
    captions = texts(report(), "Caption")
    assert len(captions) == len(report().tables) + len(report().inline_shapes)
    for shape in report().inline_shapes:
        assert shape._inline.docPr.get("descr")
    for table in report().tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_the_summary_is_a_sentence_of_the_numbers() -> None:
    said = sentence_of(briefing().focus, briefing().text)
    assert said in texts(report(), "Normal")
    assert f"{briefing().focus.summary.projects:,}" in said


def test_hostile_text_stays_text() -> None:
    said = " ".join(HOSTILE.split()).replace("\x00", "")
    assert any(one.text == said for one in report().paragraphs)


def test_a_template_gives_its_paper_and_loses_its_text() -> None:
    own = docx.Document()
    own.add_paragraph("旧文字")
    own.sections[0].page_width = own.sections[0].page_height
    file = BytesIO()
    own.save(file)
    options = Options(word_template=file.getvalue())
    made = make_briefing(ATLAS, View(q="没有这样的项目"), options)
    document = docx.Document(BytesIO(word_report(made)))
    assert "旧文字" not in [one.text for one in document.paragraphs]
    assert document.sections[0].page_width == own.sections[0].page_width


def test_a_broken_template_is_refused_in_words() -> None:
    options = Options(word_template=b"PK word/document.xml")
    with pytest.raises(TemplateError):
        word_report(make_briefing(ATLAS, View(q="没有这样的项目"), options))
