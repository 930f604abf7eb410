"""The one-page sheet of an answer: what its PDF says, read back, against the answer itself."""

import io
import logging

import pypdf
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from briefing.paper.answer import answer_pdf, draw_answer, make_answer
from geo.ask.atlas import Atlas
from geo.ground.spot import Spot
from geo.say.answer_words import asked_name, distance_to
from geo.say.match_words import match_lines
from geo.view.profile import Profile
from geo.view.view import View
from geo.words.text import text_in
from tests.unit.printed import straight

CBD = Spot(116.46, 39.91)
BANK = Profile(("foreign",), ("bank",))
VIEWS = [
    View(lang="en", sector=("finance",), point=CBD),
    View(lang="zh", focus="project:PP027"),
    View(lang="en", focus="project:PX071"),
    View(lang="en", focus="cluster:etown", sector=("health",)),
    View(lang="zh", focus="city"),
    View(lang="zh", focus="cluster:tongzhou", sector=("finance",), profile=BANK),
    View(lang="en", point=Spot(116.41, 39.51)),
    View(lang="zh", point=CBD, q="nothing has this name", factor=("data",)),
]


def words_on(pdf: bytes) -> str:
    """Return the text of a PDF, without its line breaks and blanks."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return "".join(squeezed(page.extract_text()) for page in pages)


def squeezed(text: str) -> str:
    return "".join(straight(text).split())


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(view.to_query().values()))
def test_every_answer_lies_inside_its_pages(
    atlas: Atlas, view: View, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        pages = draw_answer(*make_answer(atlas, view))
    assert not caplog.records  # a glyph that the font lacks is an error in the log
    for page in pages:
        renderer = FigureCanvasAgg(page.figure).get_renderer()
        width, height = page.figure.bbox.size
        for text in page.drawing.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= 0, text.get_text()
            assert box.y0 >= 0, text.get_text()
            assert box.x1 <= width, text.get_text()
            assert box.y1 <= height, text.get_text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_sheet_says_what_the_answer_says(atlas: Atlas, lang: str) -> None:
    view = View(lang=lang, sector=("finance",), point=CBD)
    text = text_in(lang)
    _, answer = make_answer(atlas, view)
    said = words_on(answer_pdf(atlas, view))
    assert squeezed(asked_name(atlas, view, text)) in said
    assert squeezed(text("panel.policies", count=len(answer.holding.whole))) in said
    titles = [squeezed(text.of(row, "title")) for row in answer.holding.whole.itertuples()]
    assert [title for title in titles if title not in said] == []
    assert squeezed(text("briefing.overleaf", count="N")).partition("N")[2] in said
    assert answer.neighbours is not None
    for row in answer.neighbours.itertuples():
        assert squeezed(distance_to(row, answer.here, text)) in said
    assert squeezed(text("briefing.approval_missing")) in said


def test_a_place_lists_its_own_projects(atlas: Atlas) -> None:
    view = View(lang="zh", focus="cluster:etown", sector=("health",))
    inside = atlas.register.projects[
        (atlas.register.projects["sector"] == "health") & atlas.membership.mask("cluster:etown")
    ]
    said = words_on(answer_pdf(atlas, view))
    assert squeezed(text_in("zh")("panel.projects", count=len(inside))) in said
    newest = inside.sort_values("date", kind="stable").iloc[-1]
    assert squeezed(newest["name_zh"]) in said
    assert "通州区/大兴区" in said


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_for_answers_the_sheet_says_what_fits_and_why(atlas: Atlas, lang: str) -> None:
    view = View(lang=lang, focus="cluster:tongzhou", sector=("finance",), profile=BANK)
    text = text_in(lang)
    said = words_on(answer_pdf(atlas, view))
    here = atlas.here.of_focus(view.focus)
    first, *_ = match_lines(atlas, atlas.holding(view), here, BANK, text)
    assert first.verdict == "nothing_against"
    assert squeezed(first.said) in said
    assert squeezed(first.reasons[0]) in said
