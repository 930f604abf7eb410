"""How much work a pack takes, counted and not timed: nothing is drawn, traced or laid out twice."""

import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from matplotlib.axes import Axes

from briefing.content import Briefing, make_briefing
from briefing.formats import FORMATS, files_of
from briefing.paper import sheet
from briefing.paper.map.areas import districts_in
from briefing.paper.map.frame import Frame, bounds_of, frame_of
from briefing.paper.map.map import DrawnMap, draw_map
from briefing.paper.page import halo
from briefing.paper.page.line import Line
from briefing.paper.page.picture import png_of, svg_of
from briefing.paper.sheet import SIZES, draw_sheet
from briefing.section import Section
from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import View

SIZE = SIZES["16:9"]
DRAWN = ("png", "screen", "svg", "pdf", "report", "pptx", "docx")


@cache
def atlas() -> Atlas:
    return Atlas(load_register())


def briefing() -> Briefing:
    return make_briefing(atlas(), View(lang="en", focus="cluster:daxing"))


def test_a_pack_draws_every_map_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: Counter[tuple[str, float, float]] = Counter()

    def counted(
        axes: Axes, briefing: Briefing, section: Section, frame: Frame, scale: float
    ) -> DrawnMap:
        drawn[section.key, frame.width, frame.height] += 1
        return draw_map(axes, briefing, section, frame, scale)

    monkeypatch.setattr(sheet, "draw_map", counted)
    assert len(list(files_of(briefing(), DRAWN, SIZE))) == len(DRAWN)
    assert drawn
    assert set(drawn.values()) == {1}


def test_lines_of_text_take_no_layout_and_letters_are_traced_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Line, "_get_layout", fail)
    page, said = draw_sheet(briefing(), SIZE), briefing()
    assert png_of(page, dpi=60)
    assert svg_of(page, said)
    traced = halo._traced.cache_info().misses
    draw_sheet(said, SIZE)
    assert halo._traced.cache_info().misses == traced


def test_what_lies_beyond_a_frame_is_not_drawn() -> None:
    frame = frame_of(bounds_of(atlas(), "cluster:daxing"), 200, 120)
    near = districts_in(briefing(), frame)
    assert 0 < len(near) < len(atlas().register.districts)
    for row in atlas().register.districts.itertuples():
        if row.Index not in near.index:
            assert frame.shape(row.geometry).is_empty


def test_only_the_file_that_is_searched_reads_the_dictionaries_of_pinyin() -> None:
    """They take 50 MB."""
    others = [name for name in FORMATS if name not in {"html", "report", "docx"}]
    script = f"""
import sys
from tests.unit.test_work_on_paper import SIZE, briefing
from briefing.formats import files_of
assert all(content for _, content in files_of(briefing(), {others!r}, SIZE))
assert "pypinyin" not in sys.modules
"""
    run = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True)
    assert run.returncode == 0, run.stderr.decode()
