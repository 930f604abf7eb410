"""Every PDF is tagged: read back by pypdf, its structure says what its pages say, in order."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf.generic import ContentStream, DictionaryObject
from uniseg.linebreak import line_break_units

from briefing.content import SUBJECTS, Options, make_briefing
from briefing.formats import FORMATS
from briefing.paper.answer import answer_pdf
from briefing.paper.page.fonts import _break_units
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.ground.spot import Spot
from geo.register.load import load_register
from geo.view.view import View
from geo.words.text import text_in

HOLDS = {
    "Table": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
    "Document": {"Sect"},
}
"""What an element may hold (ISO 32000-1, 14.8.4)."""


@cache
def atlas() -> Atlas:
    return Atlas(load_register())


def with_link() -> str:
    """Return the id of a project all of whose sources have an address."""
    register = atlas().register
    addresses = register.sources["url"].fillna("")
    rows = zip(register.projects["id"], register.projects["sources"], strict=True)
    return next(id_ for id_, sources in rows if addresses[list(sources)].all())


@cache
def pdf(name: str) -> pypdf.PdfReader:
    """Return one of the documents: in either language, of one page and of many."""
    options = Options(author="某处", note="给会议的说明")
    if name == "answer":
        content = answer_pdf(atlas(), View(lang="en", point=Spot(116.46, 39.91)))
    elif name == "report":
        briefing = make_briefing(atlas(), View(lang="en", focus="cluster:daxing"), options)
        content = FORMATS["report"].write(briefing, SIZES["a4-portrait"])
    elif name == "project":
        briefing = make_briefing(atlas(), View(focus=f"project:{with_link()}"), options)
        content = FORMATS["pdf"].write(briefing, SIZES["a4-portrait"])
    elif name in SUBJECTS:
        briefing = make_briefing(atlas(), COMPARED, replace(options, subject=name))
        content = FORMATS["pdf"].write(briefing, SIZES["a4-landscape"])
    else:
        briefing = make_briefing(atlas(), View(focus="district:110105"), options)
        content = FORMATS["pdf"].write(briefing, SIZES["a3-landscape"])
    return pypdf.PdfReader(io.BytesIO(content))


NAMES = ("sheet", "project", "answer", "report", "comparison", "charts")
COMPARED = View(lang="en", compare=("cluster:chaoyang", "cluster:daxing"))


def elements(of: Any) -> Iterator[DictionaryObject]:
    """Yield an element and all below it, in the order in which they are read."""
    node = of.get_object()
    if isinstance(node, DictionaryObject) and "/S" in node:
        yield node
        for kid in node.get("/K", ()):
            yield from elements(kid)


def tree(name: str) -> list[DictionaryObject]:
    return [*elements(pdf(name).root_object["/StructTreeRoot"]["/K"])]


def role(element: DictionaryObject) -> str:
    return str(element["/S"]).removeprefix("/")


def marks_of(page: pypdf.PageObject, reader: pypdf.PdfReader) -> tuple[list[int], int]:
    """Return the marks of a page as they are drawn, and how much is drawn outside of any."""
    marks, bare, depth = [], 0, 0
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BDC":
            marks.append(int(operands[1]["/MCID"]))
        depth += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
        bare += operator in {b"Tj", b"TJ", b"f", b"S", b"B", b"b", b"s", b"Do", b"f*"} and not depth
    assert depth == 0
    return marks, bare


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_drawn_is_read_or_an_artifact(name: str) -> None:
    reader, parents = pdf(name), {}
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number, page in enumerate(reader.pages):
        marks, bare = marks_of(page, reader)
        assert bare == 0
        assert len(marks) == len(set(marks))
        assert page["/StructParents"] == number
        assert page["/Tabs"] == "/S"
        holders = parents[number].get_object()
        assert set(marks) <= set(range(len(holders)))
        for mark in marks:
            assert mark in holders[mark].get_object()["/K"]


@pytest.mark.parametrize("name", NAMES)
def test_elements_hold_what_they_may(name: str) -> None:
    found = Counter(role(element) for element in tree(name))
    assert found["H1"] >= len(pdf(name).pages) - (20 if name == "report" else 0)
    assert found["Table"]
    for element in tree(name):
        kids = [kid.get_object() for kid in element["/K"]]
        inner = [kid for kid in kids if isinstance(kid, DictionaryObject) and "/S" in kid]
        assert {role(kid) for kid in inner} <= HOLDS.get(role(element), {role(k) for k in inner})
        if role(element) in HOLDS:
            assert len(inner) == len(kids)
        if role(element) == "Figure":
            assert str(element["/Alt"]).strip()
        if role(element) == "TH":
            assert element["/A"]["/Scope"] in {"/Row", "/Column"}


@pytest.mark.parametrize("name", NAMES)
def test_a_document_says_what_it_is(name: str) -> None:
    reader = pdf(name)
    root = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == ("zh-CN" if name in {"sheet", "project"} else "en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creation_date
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": reader.metadata.title}
    assert b"<pdfuaid:part>1<" in root["/Metadata"].get_data()


@pytest.mark.parametrize("name", NAMES)
def test_fonts_are_true_type_small_and_say_their_characters(name: str) -> None:
    fonts = pdf(name).pages[-1]["/Resources"]["/Font"].values()
    assert fonts
    for font in (font.get_object() for font in fonts):
        inner = font["/DescendantFonts"][0].get_object()
        assert (font["/Subtype"], inner["/Subtype"]) == ("/Type0", "/CIDFontType2")
        program = inner["/FontDescriptor"]["/FontFile2"].get_data()
        assert program[:4] == b"\0\1\0\0"
        assert len(program) < 400_000
        assert b"beginbfchar" in font["/ToUnicode"].get_data()


@pytest.mark.parametrize("name", ["project", "report"])
def test_links_are_read_where_they_stand(name: str) -> None:
    reader = pdf(name)
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    parents = dict(zip(numbers[::2], numbers[1::2], strict=True))
    laid = [one.get_object() for page in reader.pages for one in (page.annotations or ())]
    assert laid
    for annotation in laid:
        holder = parents[annotation["/StructParent"]].get_object()
        assert role(holder) == "Link"
        assert annotation["/Contents"]
        held = [kid for kid in holder["/K"] if not isinstance(kid, int)]
        assert any(kid["/Obj"] == annotation for kid in held)


def test_a_table_is_read_row_by_row() -> None:
    briefing = make_briefing(atlas(), View(focus="district:110105"))
    reader = pdf("sheet")
    said = spoken(reader)
    table = next(element for element in tree("sheet") if role(element) == "Table")
    rows = [[said_by(cell, said) for cell in row.get_object()["/K"]] for row in table["/K"]]
    expected = [list(briefing.focus.table.head)]
    expected += [[row.name, *row.values] for row in briefing.focus.table.rows]
    assert [[cell.replace(" ", "") for cell in row] for row in rows] == [
        [cell.replace(" ", "") for cell in row] for row in expected
    ]


def rows_of(name: str) -> list[list[list[str]]]:
    """Return what is read in the tables of a document's first page: its tables, rows and cells."""
    said = spoken(pdf(name))
    tables = (element for element in tree(name) if role(element) == "Table")
    return [
        [[said_by(cell, said) for cell in row.get_object()["/K"]] for row in table["/K"]]
        for table in tables
        if table.raw_get("/Pg") == pdf(name).pages[0].indirect_reference
    ]


def test_charts_are_read_as_tables_of_their_numbers() -> None:
    charts = make_briefing(atlas(), COMPARED).charts
    counts, *bars = rows_of("charts")
    assert counts[0][0] == ""
    assert [row[0] for row in counts[1:]] == [*charts.table.rows]
    assert [row[1:] for row in counts[1:]] == [[*map(str, row)] for row in charts.table.counts]
    assert bars == [[[bar.label, bar.said] for bar in chart.bars] for chart in charts.bars]


def test_a_comparison_is_read_row_by_row_under_its_places() -> None:
    compared = make_briefing(atlas(), COMPARED).side_by_side
    (table,) = rows_of("comparison")
    assert squeezed(table[0]) == squeezed(["", *compared.places])
    names = [row[0] for row in table if len(row) == 1 + len(compared.places)]
    assert squeezed([compared.parts[0].rows[0].name])[0] in squeezed(names)
    assert [compared.parts[0].title] in table


def squeezed(texts: list[str]) -> list[str]:
    """Return texts without spaces, which are lost where a line ends."""
    return [text.replace(" ", "") for text in texts]


def spoken(reader: pypdf.PdfReader) -> dict[int, str]:
    """Return the text of every mark of the first page."""
    page, said, mark = reader.pages[0], {}, None
    maps = {
        name: _characters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()
    }
    font: dict[str, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator == b"BDC":
            mark = int(operands[1]["/MCID"])
        elif operator == b"EMC":
            mark = None
        elif operator == b"Tf":
            font = maps[operands[0]]
        elif operator == b"Tj" and mark is not None:
            codes = operands[0].original_bytes.hex()
            text = "".join(font[codes[at : at + 4]] for at in range(0, len(codes), 4))
            said[mark] = said.get(mark, "") + text
    return said


def _characters(font: DictionaryObject) -> dict[str, str]:
    cmap = font["/ToUnicode"].get_data().decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>\n", cmap)
    return {code: bytes.fromhex(text).decode("utf-16be") for code, text in pairs}


def said_by(cell: Any, said: dict[int, str]) -> str:
    return "".join(said.get(mark, "") for mark in cell.get_object()["/K"])


def test_the_report_begins_with_cover_and_contents_that_lead_to_its_parts() -> None:
    reader, text = pdf("report"), text_in("en")
    briefing = make_briefing(atlas(), View(lang="en", focus="cluster:daxing"))
    titles = [str(item.title) for item in reader.outline]
    assert titles[1] == text("atlas.contents")
    assert text("word.summary") in reader.pages[0].extract_text()
    contents = reader.pages[1]
    led = {
        one.get_object()["/Contents"]: one.get_object()["/Dest"]
        for one in (contents.annotations or ())
    }
    assert briefing.focus.name in led
    pages = [page.indirect_reference for page in reader.pages]
    for item, number in zip(
        reader.outline, map(reader.get_destination_page_number, reader.outline), strict=True
    ):
        if str(item.title) in led:
            assert pages.index(led[str(item.title)][0]) == number
    assert len(led) >= len(titles) - 2


def test_the_report_shows_every_cluster_and_district_with_a_project() -> None:
    outline = [str(item.title) for item in pdf("report").outline]
    view = View(lang="en", focus="cluster:daxing")
    focus = make_briefing(atlas(), view).focus
    places = atlas().register.places
    for place in (*places.of_kind("district"), *places.of_kind("cluster")):
        has_any = bool((focus.mask & atlas().membership.mask(place.key)).any())
        if has_any and (place.kind == "district" or place.key == view.focus):
            assert place.name("en") in outline


@given(
    st.lists(
        st.sampled_from(
            [*"中国“”（）《》、，。 aB1,.-–/;:%$—…'’\"(!)·", "bn ", "区 ", " (", "· ", "1.5%)"]
        )
    ).map("".join)
)
def test_a_line_may_be_broken_where_unicode_allows_it(words: str) -> None:
    assert [*_break_units(words)] == [*line_break_units(words)]
