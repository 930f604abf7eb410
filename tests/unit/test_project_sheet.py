"""A project's sheet is about the project; sheets carry their link where the page has an address."""

import datetime as dt
import io
from dataclasses import replace

import numpy as np
import pypdf
import pytest
import segno
from matplotlib.patches import Patch
from PIL import Image

from briefing.__main__ import main
from briefing.content import Options, make_briefing
from briefing.formats import FORMATS, file_name
from briefing.paper.atlas import sections_of
from briefing.paper.page.document import pdf_of
from briefing.paper.page.hatching import HATCHES
from briefing.paper.page.page import Page
from briefing.paper.page.picture import png_of
from briefing.paper.page.qr_code import link_of
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.register.load import row_at
from geo.say.certainty_words import certainty_of
from geo.settings import settings
from geo.view.view import View
from tests.unit.printed import flat
from tests.unit.tables import table
from tests.unit.test_briefing import check_texts

PLAIN = Options(ground=False, made_on=dt.date(2026, 2, 3))
PROJECT, LINKED = "PP011", "PP009"


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["a4-portrait", "16:9"])
def test_a_projects_sheet_says_what_is_known_of_it(atlas: Atlas, lang: str, size: str) -> None:
    briefing = make_briefing(atlas, View(lang=lang, focus=f"project:{PROJECT}"), PLAIN)
    page = draw_sheet(briefing, SIZES[size])
    check_texts(page)
    said = flat("".join(text.get_text() for text in page.texts))
    [row] = [one for one in table("projects") if one["id"] == PROJECT]
    text, places = briefing.text, atlas.register.places
    project = row_at(atlas.register.projects, atlas.membership.position(PROJECT) or 0)
    words = [row[f"name_{lang}"], row[f"location_{lang}"], row[f"investment_note_{lang}"]]
    words += [text(f"origin.{row['origin']}"), *certainty_of(project, places, text)]
    steps = [one for one in table("history") if one["project"] == PROJECT]
    words += [text.date(step["date"]) for step in steps]
    words += [text("panel.history"), text("holds.nearby"), text("field.sources")]
    assert [one for one in words if flat(one) not in said] == []
    assert flat(text("panel.sectors")) not in said


def test_the_sources_of_a_projects_sheet_are_links(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(focus=f"project:{LINKED}"), PLAIN)
    content = pdf_of([draw_sheet(briefing, SIZES["a4-portrait"])], briefing)
    [page] = pypdf.PdfReader(io.BytesIO(content)).pages
    links = {one.get_object()["/A"]["/URI"] for one in page.get("/Annots", [])}
    cited = {source.url for source in briefing.sources if source.url}
    assert links
    assert links <= cited
    [row] = [one for one in table("projects") if one["id"] == LINKED]
    urls = {one["id"]: one["url"] for one in table("sources")}
    assert {urls[id_] for id_ in row["sources"].split(";") if urls[id_]} <= links


def test_a_sheet_carries_its_link_where_the_page_has_an_address(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(lang="en", focus="cluster:daxing", sector=("health",))
    briefing = make_briefing(atlas, view, PLAIN)
    assert not code_on(draw_sheet(briefing, SIZES["a4-portrait"]))
    monkeypatch.setattr(settings(), "address", "https://map.example/zones/")
    link = link_of(briefing)
    assert link == "https://map.example/zones/?lang=en&sector=health&focus=cluster%3Adaxing"
    page = draw_sheet(briefing, SIZES["a4-portrait"])
    check_texts(page)
    [code] = code_on(page)
    dark = np.array([*segno.make_qr(link, error="m").matrix], dtype=bool).sum()
    assert len(code.get_path().to_polygons()) == dark
    assert code.get_url() == link


def code_on(page: Page) -> list[Patch]:
    return [patch for patch in page.drawing.patches if patch.get_url()]


# the atlas


def test_an_atlas_has_a_numbered_page_for_each_part_and_contents_that_lead_there(
    atlas: Atlas,
) -> None:
    view = View(lang="en", focus="cluster:daxing")
    briefing = make_briefing(atlas, view, Options(ground=False, series="project"))
    reader = pypdf.PdfReader(io.BytesIO(FORMATS["pdf"].write(briefing, SIZES["a4-landscape"])))
    projects = briefing.focus.projects
    total = 2 + len(projects)
    assert len(reader.pages) == total
    words = [flat(page.extract_text()) for page in reader.pages]
    for number, said in enumerate(words, 1):
        assert f"{number}/{total}" in said
    for project, said in zip(projects, words[2:], strict=True):
        assert flat(project.name) in words[1]
        assert flat(project.name) in said
    links = [one.get_object() for one in reader.pages[1]["/Annots"]]
    at = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
    led = [at[link["/Dest"][0].idnum] for link in links]
    assert led == [number for number in range(2, total) for _ in ("name", "number")]
    assert [str(item.title) for item in reader.outline][2:] == [p.name for p in projects]
    assert reader.root_object["/Lang"] == "en"
    assert file_name(briefing, "pdf", SIZES["a4-landscape"]).endswith(
        "-atlas-project-a4-landscape.pdf"
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--series=street"], "--series"), (["--series=cluster", "--format=csv"], "--format")],
)
def test_an_atlas_that_cannot_be_made_is_refused(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*options, "--lang=en"]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert said in sentence


def test_districts_and_clusters_of_an_atlas_are_those_with_projects(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(sector=("health",)), PLAIN)
    for series, column in (("district", "district"), ("cluster", "cluster")):
        sections = sections_of(briefing, series)
        held = atlas.register.projects[briefing.selection.mask][column].dropna()
        assert {section.key for section in sections} >= {f"{series}:{one}" for one in held}
        assert all(section.projects for section in sections)


@pytest.mark.parametrize("view", [View(lang="en"), View(colour="sector", focus="cluster:etown")])
def test_a_page_without_colours_has_none_and_tells_its_classes_by_hatches(
    atlas: Atlas, view: View
) -> None:
    page = draw_sheet(make_briefing(atlas, view, replace(PLAIN, grey=True)), SIZES["a4-landscape"])
    content = png_of(page, 30)
    pixels = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"), dtype=int)
    assert (pixels.max(axis=2) - pixels.min(axis=2)).max() <= 1
    hatches = {patch.get_hatch() for patch in page.figure.axes[1].patches}
    assert len(hatches & set(HATCHES)) >= 2
    legend = {patch.get_hatch() for patch in page.drawing.patches} - {None}
    assert legend <= set(HATCHES)
    assert legend
