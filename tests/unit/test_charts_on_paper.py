"""The charts on sheets and slides: they add up to the sheet's projects, and fit their frame."""

from io import BytesIO

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from pptx import Presentation

from briefing.content import Briefing, Options, make_briefing
from briefing.formats import DECKS
from briefing.paper.charts import draw_charts
from briefing.paper.sheet import SIZES, Size
from geo.ask.atlas import Atlas
from geo.view.view import View

SECTORS = ("finance", "health")


@pytest.fixture(scope="module")
def briefing(atlas: Atlas) -> Briefing:
    view = View(lang="en", focus="district:110105", sector=SECTORS)
    return make_briefing(atlas, view, Options(subject="charts"))


def test_each_chart_adds_up_to_the_projects_of_the_sheet(briefing: Briefing) -> None:
    projects = briefing.atlas.register.projects[briefing.focus.mask]
    singles = projects[~projects["aggregate"]]
    statuses, investment, years = briefing.charts.bars
    counts = briefing.charts.table.counts
    assert sum(map(sum, counts)) == len(singles) > 0
    assert sum(bar.value for bar in statuses.bars) == len(singles)
    assert sum(bar.value for bar in years.bars) == (singles["date"] != "").sum()
    disclosed = singles["investment_yi_cny"].sum() / 10  # CNY bn
    assert sum(bar.value for bar in investment.bars) == pytest.approx(disclosed)


def test_slides_have_native_charts_of_the_same_numbers(briefing: Briefing) -> None:
    deck = Presentation(BytesIO(DECKS["charts"](briefing)))
    drawn = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert [
        list(zip(chart.plots[0].categories, chart.series[0].values, strict=True)) for chart in drawn
    ] == [[(bar.label, bar.value) for bar in chart.bars] for chart in briefing.charts.bars]
    (table,) = [s.table for slide in deck.slides for s in slide.shapes if s.has_table]
    numbers = [[int(cell.text) for cell in [*row.cells][1:]] for row in [*table.rows][1:]]
    assert numbers == [list(row) for row in briefing.charts.table.counts]


@pytest.mark.parametrize("size", [SIZES["16:9"], SIZES["a4-portrait"]])
def test_no_text_leaves_the_sheet(atlas: Atlas, size: Size) -> None:
    view = View(lang="zh" if size.is_upright else "en")
    options = Options(title="题" * 80, note="注" * 400, author="作" * 60, subject="charts")
    page = draw_charts(make_briefing(atlas, view, options), size)
    renderer = FigureCanvasAgg(page.figure).get_renderer()
    for text in filter(Text.get_text, page.texts):
        box = text.get_window_extent(renderer)
        assert min(box.x0, box.y0) >= 0
        assert box.x1 <= page.figure.bbox.x1
        assert box.y1 <= page.figure.bbox.y1


def test_no_project_makes_empty_charts(atlas: Atlas) -> None:
    briefing = make_briefing(atlas, View(q="没有这样的项目"), Options(subject="charts"))
    assert draw_charts(briefing, SIZES["16:9"]).texts
    assert len(Presentation(BytesIO(DECKS["charts"](briefing))).slides) == 5
