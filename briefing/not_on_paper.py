"""What of a view paper cannot show, in words: a briefing never leaves something out in silence."""

from typing import Final

from geo.view.view import View
from geo.words.text import text_in
from layers.basemaps import basemap_of

ON_THE_PAGE_ONLY: Final = ("policy", "shortlist", "compare", "check", "tab")
"""The parameters of what stands beside the map of the page; they change nothing in a file."""


def not_on_paper(view: View, subject: str = "map") -> list[str]:
    """Return a sentence for what a view says that its briefing of a subject does not show."""
    text, said = text_in(view.lang), []
    if subject in {"map", "before"} and basemap_of(view.basemap).tiles:
        said.append(text("briefing.no_basemap", basemap=text(f"basemap.{view.basemap}")))
    shown = {"compare"} if subject == "comparison" else set()
    if kept := [name for name in ON_THE_PAGE_ONLY if name in {*view.to_query()} - shown]:
        said.append(text("briefing.on_the_page_only", names=text("briefing.comma").join(kept)))
    return said
