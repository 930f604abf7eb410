"""The atlas: a sheet for every district, cluster or project of a view, with contents, as one PDF.

Each sheet has its key map, the inset of its strip; contents lead to the pages.
"""

from typing import Final

from briefing.content import Briefing
from briefing.paper.contents import Contents, Part
from briefing.paper.page.document import Document
from briefing.paper.sheet import Size, draw_sheet
from briefing.section import Section, make_section
from geo.ground.membership import PROJECT_PREFIX

SERIES: Final = ("district", "cluster", "project")


def atlas_file(briefing: Briefing, size: Size) -> bytes:
    """Return the atlas of a briefing's series as PDF.

    First the sheet of the view, then contents, then a sheet for each part that has a project.
    """
    sections = sections_of(briefing, briefing.options.series)
    parts = [Part(one.name, at, one.summary.projects) for at, one in enumerate(sections)]
    contents = Contents(briefing, size, parts, before=1)
    document = Document(briefing, 1 + contents.pages + len(sections))
    document.add(draw_sheet(briefing, size), briefing.title)
    contents.add_to(document)
    for section in sections:
        document.add(draw_sheet(briefing, size, section), section.name)
    return document.content()


def sections_of(briefing: Briefing, series: str) -> list[Section]:
    """Return a section for each part of a briefing's focus that has a project shown."""
    atlas, focus = briefing.atlas, briefing.focus
    if series == "cluster":
        return list(briefing.clusters)
    if series == "project":
        keys = [f"{PROJECT_PREFIX}{project.id}" for project in focus.projects]
    else:
        places = atlas.register.places.of_kind("district")
        keys = [
            place.key for place in places if (focus.mask & atlas.membership.mask(place.key)).any()
        ]
    return [make_section(atlas, briefing.view, key, focus.mask) for key in keys]
