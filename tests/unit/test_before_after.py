"""A view at two dates: the earlier one by the dated steps, both of one scale, all that differs."""

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from pptx import Presentation

from briefing.__main__ import DONE, FAILED, main
from briefing.before_after import BeforeAfter, before_after, signed
from briefing.content import Briefing, Options, make_briefing
from briefing.formats import FORMATS, file_name, formats_of
from briefing.paper.before_after import before_after_pages
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.ask.earlier import register_on, undated
from geo.register.load import load_register
from geo.view.view import View, period_end
from layers.choropleth import district_classes
from tests.unit.printed import flat

DAY = dt.date(2022, 12, 31)
ETOWN = View(focus="cluster:etown", metric="projects", lang="en")


@cache
def atlas() -> Atlas:
    return Atlas(load_register())


def briefing(view: View = ETOWN, day: dt.date = DAY) -> Briefing:
    options = Options(subject="before", before=day, ground=False, note="note " * 20)
    return make_briefing(atlas(), view, options)


@cache
def content() -> BeforeAfter:
    return before_after(briefing())


def steps_by(day: dt.date) -> Iterator[tuple[str, str]]:
    """Yield project and status of the steps of the history that are over on a day, in order."""
    rows = atlas().register.history[["project", "status", "date"]].itertuples(index=False)
    for project, status, date in rows:
        if date and period_end(date) <= day:
            yield project, status


@pytest.mark.parametrize("day", [dt.date(2019, 6, 30), DAY, dt.date(2025, 2, 28)])
def test_a_project_stands_as_its_last_step_by_the_day_says(day: dt.date) -> None:
    earlier = register_on(atlas().register, day)
    stood = dict(steps_by(day))
    assert dict(zip(earlier.projects["id"], earlier.projects["status"], strict=True)) == stood
    assert [*earlier.projects.index] == [*range(len(stood))]
    assert (earlier.projects["date"] != "").all()


def test_on_the_last_day_of_all_nothing_differs() -> None:
    last = before_after(briefing(replace(ETOWN, focus="city"), dt.date(2100, 1, 1)))
    assert last.after.changes is not None
    assert last.after.changes.are_none
    assert last.projects == ()
    missing = last.after.focus.summary.projects - last.before.focus.summary.projects
    assert missing == len(undated(atlas().register))


def test_what_is_new_changed_and_gone_adds_up() -> None:
    changes = content().after.changes
    assert changes is not None
    was = {p.id for p in content().before.focus.projects}
    now = {p.id for p in content().after.focus.projects}
    unknown = now & set(undated(atlas().register))
    assert len(was) + changes.count("new") + len(unknown) - len(changes.gone) == len(now)
    assert len(content().projects) == len(changes.marks) + len(changes.gone)
    assert changes.count("new")
    assert changes.count("changed")


def test_a_filter_by_status_asks_what_was_so_at_each_date() -> None:
    waiting = before_after(briefing(replace(ETOWN, focus="city", status=("signed",))))
    stood = dict(steps_by(DAY))
    expected = {id_ for id_, status in stood.items() if status == "signed"}
    assert {p.id for p in waiting.before.focus.projects} == expected
    assert waiting.after.changes is not None
    assert waiting.after.changes.gone


def test_counts_by_status_are_those_of_both_dates() -> None:
    rows = {row.name: row.values for row in content().table.rows}
    for section, column in ((content().before.focus, 0), (content().after.focus, 1)):
        total, *counts = (values[column] for values in rows.values())
        assert int(total) == section.summary.projects == sum(map(int, counts))
    assert [signed(3), signed(0), signed(-1200)] == ["+3", "0", "−1,200"]


def test_both_maps_have_one_frame_and_one_set_of_classes() -> None:
    page = before_after_pages(briefing(), SIZES["16:9"])[0]
    maps = [axes for axes in page.figure.axes if axes.get_gid()][:2]
    widths = [axes.get_position().width for axes in maps]
    assert widths[0] == pytest.approx(widths[1])
    np.testing.assert_allclose(maps[0].axis(), maps[1].axis())
    both = [
        district_classes(one.atlas, one.view, one.selection.mask)
        for one in (content().before, content().after)
    ]
    assert both[0].bounds == both[1].bounds
    assert both[0].most == both[1].most


@pytest.mark.parametrize("size", SIZES)
def test_every_project_that_differs_is_listed(size: str) -> None:
    pages = before_after_pages(briefing(), SIZES[size])
    written = " ".join(text.get_text() for page in pages for text in page.texts)
    for one in content().projects:
        assert flat(one.name)[:24] in flat(written)
    assert "2022" in written


def test_slides_have_the_maps_a_table_and_the_list() -> None:
    said_of = replace(briefing(), options=replace(briefing().options, annex=True))
    deck = Presentation(io.BytesIO(FORMATS["pptx"].write(said_of, SIZES["16:9"])))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    said = {cell.text for table in tables for row in table.rows for cell in row.cells}
    assert {one.name for one in content().projects} <= said
    assert {row.values[1] for row in content().table.rows} <= said
    assert any(shape.shape_type == 13 for slide in deck.slides for shape in slide.shapes)


def test_the_command_line_puts_a_day_beside_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--focus=cluster:shunyi", "--ground=no", f"--out={tmp_path}", "--format=svg"]
    assert main([*options, "--before=2022"]) == DONE
    (path,) = map(Path, capsys.readouterr().out.split())
    assert "since-2022-12-31" in path.name
    assert ">2022年12月31日：" in path.read_text("utf-8")
    for wrong in (["--before=soon"], ["--subject=before"], ["--before=2022", "--subject=charts"]):
        assert main([*options, *wrong]) == FAILED
    assert main([*options, "--before=2022", "--format=xlsx"]) == FAILED


def test_it_is_made_as_sheets_and_slides_whose_names_say_the_day() -> None:
    assert set(formats_of("before")) == {"png", "screen", "svg", "pdf", "pptx"}
    names = {
        file_name(briefing(day=day), "pdf", SIZES["16:9"]) for day in (DAY, dt.date(2021, 1, 1))
    }
    assert len(names) == 2
