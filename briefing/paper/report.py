"""The report: cover, contents, a sheet for the focus and each part of it, then all lists."""

from typing import Final

from briefing.content import Briefing
from briefing.paper.atlas import sections_of
from briefing.paper.contents import Contents, Part
from briefing.paper.cover import draw_cover
from briefing.paper.list_pages import ListPages
from briefing.paper.page.document import Document
from briefing.paper.page.listing import listings
from briefing.paper.sheet import SIZES, draw_sheet
from briefing.section import Section

SIZE: Final = SIZES["a4-portrait"]


def report_file(briefing: Briefing) -> bytes:
    """Return the report of a briefing as PDF, A4 upright, with a bookmark for each part."""
    sections, lists = _sections(briefing), ListPages(briefing, SIZE, listings(briefing))
    parts = [Part(one.name, at, one.summary.projects) for at, one in enumerate(sections)]
    parts += [Part(heading, len(sections) + start) for heading, start in lists.starts]
    contents = Contents(briefing, SIZE, parts, before=1)
    report = Document(briefing, 1 + contents.pages + len(sections) + lists.pages)
    report.add(draw_cover(briefing, SIZE), briefing.title)
    contents.add_to(report)
    for section in sections:
        report.add(draw_sheet(briefing, SIZE, section), section.name)
    lists.add_to(report)
    return report.content()


def _sections(briefing: Briefing) -> list[Section]:
    """Return what has a sheet: the focus, then its clusters, then its districts."""
    focus, parts = briefing.focus, (*briefing.clusters, *sections_of(briefing, "district"))
    return [focus, *(part for part in parts if part.key != focus.key)]
