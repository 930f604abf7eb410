"""Places side by side: benefits, conditions and open questions, on paper, slides and in Word."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Final

import pytest
from docx import Document
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from pptx import Presentation
from pypdf import PdfReader
from shapely import get_coordinates

from briefing.arguments import parser_of
from briefing.content import Briefing, Options, make_briefing
from briefing.crew import Crew
from briefing.formats import FORMATS
from briefing.job import job_of
from briefing.paper.comparison import comparison_pages
from briefing.paper.sheet import SIZES, Size
from geo.ask.atlas import Atlas
from geo.ask.here import GEOD, Here
from geo.errors import OptionValueError, TooFewComparedError, TwoZonesError
from geo.say.match_words import MatchLine, match_lines
from geo.say.side_by_side import NOT_HERE, SideBySide, side_by_side
from geo.view.profile import NOTHING_ANSWERED, read_profile
from geo.view.view import View
from geo.words.text import text_in

BANK: Final = View(
    compare=("cluster:tongzhou", "cluster:shunyi"),
    sector=("finance",),
    profile=read_profile("foreign,bank,new"),
)
"""A foreign bank that is to be founded asks in two places."""

FOUR: Final = ("cluster:chaoyang", "cluster:shunyi", "cluster:tongzhou", "cluster:etown")
LONG: Final = Options(title="题" * 80, note="注" * 400, author="作" * 60, subject="comparison")


def answers(atlas: Atlas, view: View) -> list[dict[str, MatchLine]]:
    """Return what each policy comes to in each of the places, as the policy fit says it."""
    text = text_in(view.lang)
    return [
        {
            line.policy: line
            for line in match_lines(
                atlas, atlas.holding(replace(view, focus=key)), Here((key,)), view.profile, text
            )
        }
        for key in view.compare
    ]


def entries(compared: SideBySide, part: int, place: int) -> list[str]:
    return [
        entry.name
        for row in compared.parts[part].rows
        for entry in row.cells[place]
        if entry.name != NOT_HERE
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_benefits_are_the_policies_that_differ_each_with_its_answer(
    atlas: Atlas, lang: str
) -> None:
    view, text = replace(BANK, lang=lang), text_in(lang)
    compared = side_by_side(atlas, view, text)
    found = answers(atlas, view)
    policies = {policy for own in found for policy in own}
    differing = {
        policy
        for policy in policies
        if len({own[policy].reasons if policy in own else None for own in found}) > 1
    }
    titles = atlas.register.policies[f"title_{lang}"]
    for place, own in enumerate(found):
        expected = {
            text("side.benefit", title=titles[policy], verdict=own[policy].said)
            for policy in differing
            if policy in own
        }
        assert set(entries(compared, 0, place)) == expected
    assert text("side.shared", count=len(policies) - len(differing)) in compared.notes


def test_every_policy_that_waits_stands_under_who_has_the_answer(atlas: Atlas) -> None:
    compared = side_by_side(atlas, BANK, text_in("zh"))
    titles = atlas.register.policies["title_zh"]
    for place, own in enumerate(answers(atlas, BANK)):
        waiting = set(entries(compared, 2, place))
        benefits = " ".join(entries(compared, 0, place))
        expected = {
            titles[policy]
            for policy, line in own.items()
            if line.verdict in {"needs_answer", "no_conditions"} and titles[policy] in benefits
        }
        assert waiting == expected


def test_conditions_say_whether_they_are_met(atlas: Atlas) -> None:
    compared = side_by_side(atlas, BANK, text_in("zh"))
    asked = {row.name: row.cells for row in compared.parts[1].rows}
    tongzhou, shunyi = (
        [entry.name for entry in cell] for cell in asked[text_in("zh")("side.key_stage")]
    )
    assert tongzhou == ["不符：新迁入"]  # the award for unicorns, LX013
    assert shunyi == [NOT_HERE]


def test_measures_ruled_out_by_an_answer_are_not_named(atlas: Atlas) -> None:
    view = replace(BANK, compare=("cluster:chaoyang", "cluster:etown"))
    money = side_by_side(atlas, view, text_in("zh")).parts[0]
    (chaoyang,) = [
        entry
        for row in money.rows
        for entry in row.cells[0]
        if entry.name.startswith("朝阳区“1+7”")
    ]
    assert chaoyang.more == "新设金融机构：最高 2,500 万元"  # HC007; HC001 is for headquarters


def test_without_answers_it_says_so_and_nothing_is_ruled_out(atlas: Atlas) -> None:
    view, text = replace(BANK, profile=NOTHING_ANSWERED), text_in("zh")
    compared = side_by_side(atlas, view, text)
    assert compared.answers == text("side.no_answers")
    assert not any(
        text("match.not_for_you") in name for at in (0, 1) for name in entries(compared, 0, at)
    )


def test_the_same_place_under_two_names_differs_in_nothing(atlas: Atlas) -> None:
    view = replace(BANK, compare=("cluster:etown", "cluster:etown"))
    compared = side_by_side(atlas, view, text_in("zh"))
    assert [part.rows for part in compared.parts[:3]] == [(), (), ()]


def test_places_say_how_far_the_airports_are_with_their_size_as_error(atlas: Atlas) -> None:
    view = replace(BANK, compare=("cluster:daxing", "cluster:shunyi"))
    capital, daxing = side_by_side(atlas, view, text_in("zh")).parts[3].rows
    if capital.name != "首都机场":
        capital, daxing = daxing, capital
    near = {
        row.name: [float(cell[0].name.split()[0]) for cell in row.cells]
        for row in (capital, daxing)
    }
    assert near["首都机场"][1] < 15 < near["首都机场"][0]
    assert near["大兴机场"][0] < 15 < near["大兴机场"][1]
    here = atlas.here.measured(atlas.here.of_focus("cluster:shunyi"))
    zone = atlas.register.zones.loc["shunyi"].geometry
    far = [GEOD.inv(here.spot.lon, here.spot.lat, x, y)[2] for x, y in get_coordinates(zone)]
    assert here.radius_m == pytest.approx(max(far), rel=2e-3)


# paper, slides, Word


@pytest.fixture(scope="module")
def bank(atlas: Atlas) -> Briefing:
    return make_briefing(atlas, BANK, Options(subject="comparison"))


def said_in(compared: SideBySide) -> list[str]:
    names = [row.name for part in compared.parts for row in part.rows]
    cells = [
        words
        for part in compared.parts
        for row in part.rows
        for cell in row.cells
        for entry in cell
        for words in (entry.name, entry.more)
    ]
    return [words for words in (*compared.places, *names, *cells) if words]


def squeezed(words: str) -> str:
    return "".join(words.split())


def test_pdf_slides_and_word_say_all_of_it(bank: Briefing) -> None:
    size = SIZES["a4-landscape"]
    pdf = PdfReader(BytesIO(FORMATS["pdf"].write(bank, size)))
    deck = Presentation(BytesIO(FORMATS["pptx"].write(bank, size)))
    word = Document(BytesIO(FORMATS["docx"].write(bank, size)))
    slides = "".join(
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    )
    tables = "".join(cell.text for t in word.tables for row in t.rows for cell in row.cells)
    paper = squeezed("".join(page.extract_text() for page in pdf.pages))
    for words in said_in(bank.side_by_side):
        assert squeezed(words) in squeezed(slides)
        assert squeezed(words) in squeezed(tables)
    for place in bank.side_by_side.places:
        assert place in paper


@pytest.mark.parametrize("size", [SIZES["16:9"], SIZES["a4-portrait"]])
def test_no_text_of_a_sheet_leaves_its_frame(atlas: Atlas, size: Size) -> None:
    view = replace(BANK, compare=FOUR, lang="zh" if size.is_upright else "en")
    for page in comparison_pages(make_briefing(atlas, view, LONG), size):
        renderer = FigureCanvasAgg(page.figure).get_renderer()
        for text in filter(Text.get_text, page.texts):
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0
            assert box.y0 >= 0
            assert box.x1 <= page.figure.bbox.x1
            assert box.y1 <= page.figure.bbox.y1


@pytest.mark.parametrize(
    ("options", "error"),
    [
        (["--compare=cluster:etown"], TooFewComparedError),
        (["--compare=cluster:etown,cluster:shunyi", "--format=gpkg"], OptionValueError),
        (["--compare=cluster:etown,cluster:shunyi", "--series=cluster"], OptionValueError),
    ],
)
def test_what_cannot_be_compared_is_said(
    atlas: Atlas, options: list[str], error: type[TwoZonesError]
) -> None:
    given = parser_of(text_in("en"), "briefing").parse_args(["--subject=comparison", *options])
    with pytest.raises(error):
        job_of(atlas, given)


def test_the_command_line_writes_it_under_its_own_name(
    atlas: Atlas, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--subject=comparison", "--compare=cluster:etown,cluster:shunyi", "--format=svg"]
    given = parser_of(text_in("en"), "briefing").parse_args([*options, f"--out={tmp_path}"])
    job_of(atlas, given).run(Crew(1))
    told = capsys.readouterr()
    assert "compare" not in told.err
    (written,) = tmp_path.iterdir()
    assert written.name.endswith("-comparison-16x9.svg")
