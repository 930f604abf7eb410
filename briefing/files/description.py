"""What a file for GIS says of itself: what it is, of which day, under which licence."""

from collections.abc import Iterator

from briefing.content import Briefing


def description_of(briefing: Briefing) -> Iterator[tuple[str, str]]:
    """Yield what a file of GIS says of itself, by the terms of Dublin Core (DCMI)."""
    text = briefing.text
    yield "title", briefing.title
    yield "description", f"{briefing.filters} · {briefing.focus.counts}"
    yield "created", briefing.options.made_on.isoformat()
    yield "modified", briefing.atlas.data_as_of
    yield "language", briefing.view.lang
    yield "rights", text("gis.rights")
    yield "accessRights", briefing.approval
    yield "provenance", " · ".join(briefing.notes)
