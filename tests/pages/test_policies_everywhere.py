"""Policies are counted and listed alike in every format: each file and the page is read back."""

import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import openpyxl
import pandas as pd
import pyogrio
import pypdf
import pypdfium2
import pytest
from pptx import Presentation

from briefing.content import Briefing, Options, make_briefing
from briefing.formats import FORMATS
from briefing.paper.answer import answer_pdf
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.view.view import View
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGES, POLICY_PROGRAMMES
from tests.pages.conftest import Runner, listed
from tests.unit.printed import flat
from tests.unit.tables import is_for, is_over, is_usable, parts, table

ABOUT = "briefing.sheet_about"
"""The word that names the workbook's sheet of figures."""

CITY = View()
DISTRICT = View(lang="en", focus="district:110105")
CLUSTER = View(focus="cluster:chaoyang")
SECTORS = View(lang="en", focus="cluster:etown", sector=("finance", "health"))
VIEWS = (CITY, DISTRICT, CLUSTER, SECTORS)

WHOLE = {
    "city": {"city"},
    "district:110105": {"city", "district:110105"},
    "cluster:chaoyang": {"city", "ftz", "area:business", "cluster:chaoyang", "district:110105"},
    "cluster:etown": {"city", "ftz", "area:highend", "cluster:etown", "place:bda"},
}
"""The scopes that hold in all of a place, written out by hand."""

PART = {
    "city": {scope for row in table("policies") for scope in parts(row["scope"])},
    "district:110105": {"ftz", "cluster:chaoyang", "place:cbd", "place:jinzhan"},
    "cluster:chaoyang": {"place:cbd", "place:jinzhan"},
    "cluster:etown": {"district:110112", "district:110115"},
}
"""The scopes that hold at least in a part of a place, likewise."""

Groups = Mapping[str, set[str]]
"""The ids or titles of policies by the name of their group."""


@dataclass(frozen=True)
class Numbers:
    """What a table says of policies: in all of a place, by use and reach, in a part, and over."""

    total: int
    landed: int
    uses: tuple[int, ...]
    reaches: tuple[int, int, int]
    part: int
    part_in_zone: int
    over: int


def expected_rows(view: View) -> Mapping[str, list[dict[str, str]]]:
    """Return the file's rows that hold in a view's focus, by relation and reach, or are over."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in table("policies"):
        scope = set(parts(row["scope"]))
        if not is_for(row, *view.sector):
            continue
        reach = "citywide" if "city" in scope else "zone_wide" if "ftz" in scope else "local"
        if is_over(row):
            if scope & (WHOLE[view.focus] | PART[view.focus]):
                found.setdefault("over", []).append(row)
        elif scope & WHOLE[view.focus]:
            found.setdefault(f"whole_{reach}", []).append(row)
        elif scope & PART[view.focus]:
            found.setdefault(f"part_{reach}", []).append(row)
    return found


def expected_numbers(view: View) -> Numbers:
    rows = expected_rows(view)
    count = {name: len(found) for name, found in rows.items()}
    reaches = tuple(count.get(f"whole_{r}", 0) for r in ("citywide", "zone_wide", "local"))
    whole = [row for name, found in rows.items() if name.startswith("whole") for row in found]
    zone = count.get("part_zone_wide", 0)
    landed = sum(row["status"] == "landed" for row in whole)
    usable = sum(map(is_usable, whole))
    bundles = sum(row["kind"] == "bundle" for row in whole)
    uses = (usable, bundles, len(whole) - usable - bundles)
    part = zone + count.get("part_local", 0)
    return Numbers(len(whole), landed, uses, reaches, part, zone, count.get("over", 0))  # type: ignore[arg-type]


def expected_groups(view: View, field: str) -> Groups:
    text = text_in(view.lang)
    return {
        text(f"holding.{name}"): {row[field] for row in rows}
        for name, rows in expected_rows(view).items()
    }


def expected_sentences(view: View) -> list[str]:
    """Return what the page and an answer say under the heading of their policies."""
    text, numbers = text_in(view.lang), expected_numbers(view)
    citywide, zone_wide, local = numbers.reaches
    part = {"count": numbers.part, "zone_wide": numbers.part_in_zone}
    word = "holding.part_with_zone" if numbers.part_in_zone else "holding.part"
    usable, bundle, background = numbers.uses
    rows = expected_rows(view).items()
    whose = Counter(row["programme"] for name, held in rows if "whole" in name for row in held)
    return [
        text("holding.uses", usable=usable, bundle=bundle, background=background),
        text("holding.reaches", citywide=citywide, zone_wide=zone_wide, local=local),
        text("holding.programmes", **{name: whose[name] for name in POLICY_PROGRAMMES}),
        text(word, **part),
        text("holding.over_count", count=numbers.over),
    ]


@pytest.fixture(scope="module")
def file_of(atlas: Atlas) -> Callable[[View, str], bytes]:
    """Return a function that writes a view in a format, once."""

    @cache
    def briefing(view: View) -> Briefing:
        return make_briefing(atlas, view, Options(annex=True))

    @cache
    def write(view: View, name: str) -> bytes:
        return FORMATS[name].write(briefing(view), SIZES["a4-landscape"])

    return write


FileOf = Callable[[View, str], bytes]


# the table of figures


FIRST_SHEET = 2
"""The page of a report's first sheet: behind the cover and the contents."""


def pdf_pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def svg_words(content: bytes) -> str:
    return " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", content.decode()))


def pptx_words(content: bytes) -> str:
    """Return the table of figures on the slide of the focus, and its notes: what they are of."""
    slide = Presentation(io.BytesIO(content)).slides[1]
    [figures] = [shape.table for shape in slide.shapes if shape.has_table]
    cells = [cell.text for row in figures.rows for cell in row.cells]
    return " ".join([*cells, slide.notes_slide.notes_text_frame.text.replace(":", " ")])


def about_rows(rows: Iterator[tuple[object, ...]]) -> str:
    return " ".join(str(cell) for row in rows for cell in row)


def xlsx_words(content: bytes) -> str:
    book = openpyxl.load_workbook(io.BytesIO(content))
    [title] = {text_in(lang)(ABOUT) for lang in LANGUAGES} & set(book.sheetnames)
    return about_rows(book[title].values)


def gpkg_words(content: bytes, folder: Path) -> str:
    return about_rows(gpkg_layer(content, folder, "about").itertuples(index=False, name=None))


def gpkg_layer(content: bytes, folder: Path, name: str) -> pd.DataFrame:
    path = folder / "b.gpkg"
    path.write_bytes(content)
    return pyogrio.read_dataframe(path, layer=name)


def numbers_in(words: str, text: Text) -> Numbers:
    """Return the first column of the rows of policies in the text of a table."""

    def values(row: str) -> list[int]:
        # where a line ends inside the name of a row, its values stand there
        name = text(f"briefing.row_{row}").replace(" ", "")
        found = re.search(r"[\s\ufffe\d/-]*".join(map(re.escape, name)) + r"[\d/\s]*", words)
        assert found, (row, words)
        [own, *_of_the_city] = re.findall(r"\d+(?: / \d+)*", found[0])
        return [int(number) for number in own.split(" / ")]

    total, landed = values("policies")
    citywide, zone_wide, local = values("policies_reaches")
    uses, part, over = map(values, ("policies_uses", "policies_part", "policies_over"))
    return Numbers(total, landed, tuple(uses), (citywide, zone_wide, local), *part, *over)


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.focus)
def test_every_table_of_figures_says_the_same(file_of: FileOf, view: View, tmp_path: Path) -> None:
    said = {
        "pdf": pdf_pages(file_of(view, "pdf"))[0],
        "svg": svg_words(file_of(view, "svg")),
        "report": pdf_pages(file_of(view, "report"))[FIRST_SHEET],
        "pptx": pptx_words(file_of(view, "pptx")),
        "xlsx": xlsx_words(file_of(view, "xlsx")),
        "gpkg": gpkg_words(file_of(view, "gpkg"), tmp_path),
    }
    text, expected = text_in(view.lang), expected_numbers(view)
    found = {name: numbers_in(words, text) for name, words in said.items()}
    assert found == dict.fromkeys(said, expected)
    heading = text("panel.policies", count=expected.total).replace(" ", "")
    assert [n for n in ("pdf", "svg", "report") if heading not in said[n].replace(" ", "")] == []


# the lists


def headings(view: View) -> dict[str, str]:
    """Return the group that each heading of a list names, in report and slides."""
    text = text_in(view.lang)
    return {
        text(
            "briefing.heading_count",
            heading=text("briefing.policies_of", group=group),
            count=len(ids),
        ): group
        for group, ids in expected_groups(view, "id").items()
    }


def report_lists(content: bytes, view: View) -> dict[str, str]:
    """Return the text of a report between the heading of each group and the next heading."""
    marks = [str(mark.title) for mark in pypdf.PdfReader(io.BytesIO(content)).outline]
    words = flat("".join(pdf_pages(content)[FIRST_SHEET:]))
    ends = dict(pairwise(marks))
    return {
        group: words[words.index(flat(heading)) : words.index(flat(ends[heading]))]
        for heading, group in headings(view).items()
    }


def pptx_lists(content: bytes, view: View) -> dict[str, set[str]]:
    """Return the titles in the tables of slides whose title is the heading of a group."""
    text, groups = text_in(view.lang), headings(view)
    continued = {text("slides.continued", title=title): group for title, group in groups.items()}
    found: dict[str, set[str]] = {}
    for slide in Presentation(io.BytesIO(content)).slides:
        group = (groups | continued).get(slide.shapes.title.text)
        if group:
            [listed] = [shape.table for shape in slide.shapes if shape.has_table]
            titles = {row.cells[0].text for row in list(listed.rows)[1:]}
            found.setdefault(group, set()).update(titles)
    return found


def grouped(listed: pd.DataFrame, text: Text) -> dict[str, set[str]]:
    """Return the ids of a table of policies by their group, without those that do not hold."""
    by_group = listed.groupby(text("holding.group"))[text("sources.id")].apply(set)
    return {group: ids for group, ids in by_group.items() if group != "—"}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.focus)
def test_every_list_holds_the_same_policies_under_the_same_headings(
    file_of: FileOf, run_page: Runner, view: View, tmp_path: Path
) -> None:
    text, ids = text_in(view.lang), expected_groups(view, "id")
    sheet = pd.read_excel(io.BytesIO(file_of(view, "xlsx")), sheet_name=text("policies.tab"))
    layer = gpkg_layer(file_of(view, "gpkg"), tmp_path, "policies")
    named = layer["holds"].map(lambda group: text(f"holding.{group}"))
    heads = {"id": text("sources.id"), "holds": text("holding.group")}
    layer = layer.assign(holds=named).rename(columns=heads)
    page = run_page(**view.to_query(), tab="policies")
    assert [grouped(rows, text) for rows in (sheet, layer)] == [ids, ids]
    shown = listed(page)["group"]
    assert {group: {*shown.index[shown == group]} for group in {*shown} - {"—"}} == ids
    titles = expected_groups(view, f"title_{view.lang}")
    assert pptx_lists(file_of(view, "pptx"), view) == titles
    for group, words in report_lists(file_of(view, "report"), view).items():
        assert [title for title in titles[group] if flat(title) not in words] == []


# the page, its answer, and the standalone file


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.focus)
def test_the_page_and_an_answer_say_it_in_a_sentence(
    atlas: Atlas, run_page: Runner, view: View
) -> None:
    text, expected = text_in(view.lang), expected_numbers(view)
    progress = {"landed": expected.landed, "in_progress": expected.total - expected.landed}
    summary = text("panel.policies_summary", **progress)
    heading = text("panel.policies", count=expected.total)
    sentences = expected_sentences(view)
    *_, part, over = sentences
    said = "  \n".join(sentences)
    page = run_page(**view.to_query(), tab="holds")
    if view.focus == "city":
        panel = " ".join(element.proto.body for element in page.get("html"))
        assert text("panel.city_lists", **progress) in panel
        assert part in panel
        assert over in panel
    if not view.focus.startswith("project:"):
        page.segmented_control(key="facet").set_value("policies").run()
    lists = 2  # of the panel and the tab
    assert [element.value for element in page.markdown].count(f"**{heading}**") == lists
    captions = [element.value for element in page.caption]
    assert captions.count(summary) == captions.count(said) == lists
    words = flat("".join(pdf_pages(answer_pdf(atlas, view))))
    on_paper = (heading, summary, *sentences)
    assert [sentence for sentence in on_paper if flat(sentence) not in words] == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.focus)
def test_the_standalone_file_holds_what_holds(file_of: FileOf, view: View) -> None:
    page = file_of(view, "html").decode()
    found = re.search(r'<script[^>]* id="held">(.*?)</script>', page, re.DOTALL)
    assert found
    held = json.loads(found[1])
    expected = expected_numbers(view)
    said = " ".join(held["about"][view.lang]["lines"])
    assert [sentence for sentence in expected_sentences(view) if sentence not in said] == []
    if view.focus in held["scopes"]:
        scopes = held["scopes"][view.focus]
        whole = [held["policies"][at] for at in scopes["whole"]]
        part = [held["policies"][at] for at in scopes["part"]]
        reaches = [policy["reach"] for policy in whole]
        assert expected == Numbers(
            len(whole),
            sum(policy["landed"] for policy in whole),
            expected.uses,  # a file without a server has them in its sentences
            (reaches.count("citywide"), reaches.count("zone_wide"), reaches.count("local")),
            len(part),
            sum(policy["reach"] == "zone_wide" for policy in part),
            expected.over,
        )


def test_places_side_by_side_say_it_too(run_page: Runner) -> None:
    keys = ("cluster:chaoyang", "district:110105")
    page = run_page(tab="compare", compare=",".join(keys))
    figures = " ".join(element.proto.body for element in page.get("html"))
    text = text_in("zh")
    for name, said in (
        ("policies", lambda numbers: str(numbers.total)),
        ("reaches", lambda numbers: " / ".join(map(str, numbers.reaches))),
        ("part", lambda numbers: str(numbers.part)),
    ):
        cells = [f"<td>{said(expected_numbers(View(focus=key)))}</td>" for key in keys]
        assert f"{text(f'compare.{name}')}</th>{''.join(cells)}" in figures


# a project


def test_a_project_s_own_sector_is_asked_for_wherever_its_policies_are_counted(
    atlas: Atlas, file_of: FileOf, run_page: Runner
) -> None:
    projects = atlas.register.projects
    project = projects[(projects["cluster"] == "etown") & (projects["sector"] == "health")].iloc[0]
    view = View(lang="en", focus=f"project:{project['id']}")
    own = {f"district:{project['district']}", f"place:{project['place']}"}
    text, whole = text_in("en"), WHOLE["cluster:etown"] | own
    expected = sum(
        bool(whole & set(parts(row["scope"]))) and is_for(row, "health") and not is_over(row)
        for row in table("policies")
    )
    listed = sum(
        bool(whole & set(parts(row["scope"]))) and is_for(row, "health")
        for row in table("policies")
    )
    heading = text("panel.policies", count=expected)
    page = run_page(**view.to_query(), shortlist=f"{view.focus},", tab="shortlist")
    assert f"**{heading}**" in [element.value for element in page.markdown]
    assert flat(heading) in flat("".join(pdf_pages(file_of(view, "pdf"))))
    assert flat(heading) in flat("".join(pdf_pages(answer_pdf(atlas, view))))
    sheet = pd.read_excel(io.BytesIO(file_of(view, "xlsx")), sheet_name=text("policies.tab"))
    assert len(sheet) == listed
    marked = " ".join(element.proto.body for element in page.get("html"))
    assert f"{text('shortlist.policies')}</th><td>{expected}</td>" in marked
