"""The answer to "what holds here?" on paper: the spot on its map, and all that holds there."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from briefing.content import Briefing, Options, make_briefing
from briefing.paper.map.frame import bounds_around
from briefing.paper.page.document import Document
from briefing.paper.page.entries import (
    Entry,
    draw_entries,
    draw_facts,
    draw_head,
    draw_list,
    draw_small,
    how_many_fit,
)
from briefing.paper.page.heading import draw_foot, draw_heading, draw_subtitle
from briefing.paper.page.page import Box, Page
from briefing.paper.page.palette import QUIET
from briefing.paper.sheet import SIZES, draw_edge, draw_map_with_strip
from geo.ask.answer import Answer, answer_at
from geo.ask.atlas import Atlas
from geo.say.answer_words import (
    asked_name,
    cautions,
    distance_to,
    places_around,
    sectors_note,
    service_lines,
)
from geo.say.holding_words import widely
from geo.say.match_words import MatchLine, match_lines
from geo.say.policy_words import PolicyLine, policy_lines
from geo.say.project_words import ProjectWords
from geo.say.source_words import cite
from geo.view.profile import NOTHING_ANSWERED
from geo.view.view import View
from geo.words.text import Text

ASKED: Final = (11.4, 9.5, 8.0)
MAP_SHARE: Final = (0.6, 0.42)
"""Of the page's width and height."""

GAP: Final = 6.0
"""Between two columns, in mm."""

GROUND_M: Final = (3_000.0, 15_000.0)
"""Least and most ground shown on each side of a spot."""

PLACES: Final = 0.36
"""Of the width of the facts about a spot, what the kinds of places take."""

NEAREST: Final = 0.58
"""Of the height beside the map, the most that the nearest projects take; services have the rest."""

LISTED_FACTS: Final = ("status", "place")
"""The fields of a project in a list."""

NEIGHBOURS_SHOWN: Final = 3
"""How many of the nearest projects the map reaches, if it can."""


def make_answer(
    atlas: Atlas, view: View, options: Options | None = None
) -> tuple[Briefing, Answer]:
    """Return the answer to what a view asks, and the briefing whose map shows it.

    Parameters
    ----------
    atlas
        The register and its indexes; a focus that it does not have raises KeyError.
    view
        Its ``point`` is asked about, or else its focus.
    options
        As for a briefing; the title is the question unless given.
    """
    options = options or Options()
    here = atlas.here.at_spot(view.point) if view.point else atlas.here.of_focus(view.focus)
    shown = atlas.filter.select(view).mask
    answer = answer_at(atlas, here, view, shown)
    briefing = make_briefing(atlas, replace(view, extent=_extent(answer), metric="none"), options)
    title = options.title or briefing.text("holds.tab")
    return replace(briefing, title=title), answer


def _extent(answer: Answer) -> tuple[float, float, float, float] | None:
    """Return the ground around the spot that reaches its nearest projects, WGS-84 degrees."""
    spot, neighbours = answer.here.spot, answer.neighbours
    if spot is None or neighbours is None:
        return None
    least, most = GROUND_M
    reach = neighbours["distance_m"].head(NEIGHBOURS_SHOWN).max() if len(neighbours) else least
    return bounds_around(spot.lon, spot.lat, min(max(1.2 * float(reach), least), most))


def answer_pdf(atlas: Atlas, view: View) -> bytes:
    """Return the answer to what a view asks as PDF."""
    briefing, answer = make_answer(atlas, view)
    pages = draw_answer(briefing, answer)
    document = Document(briefing, len(pages))
    for page in pages:
        document.add(page)
    return document.content()


def draw_answer(briefing: Briefing, answer: Answer) -> list[Page]:
    """Return the answer on an upright page of A4, and the policies it has no room for on others."""
    page, inner = _empty_page()
    top = _draw_title(page, inner, briefing, answer)
    bottom = draw_foot(page, inner, _notes(briefing), briefing.signature)
    width, height = MAP_SHARE[0] * inner.width, MAP_SHARE[1] * (bottom - top)
    draw_map_with_strip(page, Box(inner.left, top, width, height), briefing, briefing.focus)
    right = inner.left + width + GAP
    beside = Box(right, top, inner.right - right, bottom - top)
    _draw_beside(page, beside, briefing, answer)
    below = Box(inner.left, top + height + 5, width, bottom - top - height - 5)
    left = _draw_policies(page, below, briefing, answer)
    return [page, *_further_pages(briefing, answer, left)]


def _empty_page() -> tuple[Page, Box]:
    """Return a page with its edge, and what the margins leave."""
    size = SIZES["a4-portrait"]
    page = Page(size.width, size.height, size.scale)
    return page, draw_edge(page)


def _further_pages(briefing: Briefing, answer: Answer, left: Sequence[Entry]) -> list[Page]:
    """Return pages with the policies that are left, in two columns."""
    pages = []
    while left:
        page, inner = _empty_page()
        top = _draw_title(page, inner, briefing, answer)
        bottom = draw_foot(page, inner, _notes(briefing), briefing.signature)
        width = (inner.width - GAP) / 2
        for x in (inner.left, inner.left + width + GAP):
            column = Box(x, top, width, bottom - top)
            fitting = max(1, how_many_fit(page, column, left))
            draw_entries(page, column, left[:fitting], briefing.text)
            left = left[fitting:]
        pages.append(page)
    return pages


def _draw_title(page: Page, box: Box, briefing: Briefing, answer: Answer) -> float:
    text = briefing.text
    y = draw_heading(page, box, briefing.title)
    asked = asked_name(briefing.atlas, briefing.view, text)
    size, lines = page.fit(asked, box.width, ASKED, 2, bold=True)
    y = page.lines(box.left, y, lines, size, bold=True)
    for line in filter(None, (sectors_note(answer.sectors, text), briefing.options.note)):
        y = draw_subtitle(page, box, y, line, color=QUIET)
    return y + 2.5


def _notes(briefing: Briefing) -> list[str]:
    said = [briefing.data_as_of, briefing.text("briefing.datum")]
    said += [briefing.text("briefing.schematic"), briefing.text("map.attribution")]
    return [*said, *briefing.ground_attribution, briefing.text("match.platform")]


def _draw_beside(page: Page, box: Box, briefing: Briefing, answer: Answer) -> None:
    """Draw where the spot lies, the nearest projects, and who to turn to."""
    text, atlas = briefing.text, briefing.atlas
    y = draw_facts(page, box, places_around(atlas, answer.here, text), PLACES * box.width) + 1
    y = draw_small(page, box, y, cautions(atlas, answer.here, text)) + 3
    share = Box(box.left, y, box.width, (box.bottom - y) * NEAREST)
    y = _draw_projects(page, share, briefing, answer) + 3
    rest = Box(box.left, y, box.width, box.bottom - y - 10)
    services = [Entry(s.name, small=(s.facts,)) for s in service_lines(atlas, answer, text)]
    y = draw_list(page, rest, text("holds.services"), services, text)
    draw_small(page, box, y, [text("holds.services_source")])


def _draw_projects(page: Page, box: Box, briefing: Briefing, answer: Answer) -> float:
    """Draw the nearest projects, or those of the place asked about; return where they end."""
    text, words = briefing.text, ProjectWords(briefing.atlas.register, briefing.text)
    if answer.neighbours is None:
        head = text("panel.projects", count=len(briefing.focus.projects))
        inside = [
            Entry(p.name, small=(" · ".join(map(p.cells.__getitem__, LISTED_FACTS)),))
            for p in briefing.focus.projects
        ]
        return draw_list(page, box, head, inside or [Entry(text("briefing.no_projects"))], text)
    near = [
        Entry(
            text.of(row, "name"),
            small=(f"{distance_to(row, answer.here, text)} · {words.status(row)}",),
        )
        for row in answer.neighbours.itertuples()
    ]
    nothing = [Entry(text("holds.nearby_none"))]
    y = draw_list(page, box, text("holds.nearby"), near or nothing, text)
    return draw_small(page, box, y, [text("holds.nearby_note", count=answer.unmeasured)])


def _draw_policies(page: Page, box: Box, briefing: Briefing, answer: Answer) -> Sequence[Entry]:
    """Draw the policies that hold, usable first, or what they say to answers; return the rest."""
    text = briefing.text
    if answer.is_outside:
        draw_small(page, box, box.top, [text("holds.outside")])
        return []
    holding, count = answer.holding, answer.holding.count
    head = text("panel.policies", count=count.total)
    summary = text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress)
    y = draw_head(page, box, f"{head} · {summary}")
    y = draw_small(page, box, y, widely(holding, text)) + 0.5
    entries = _entries(briefing, answer) or [Entry(text("briefing.no_policies"))]
    rest = Box(box.left, y, box.width, box.bottom - y)
    draw_entries(page, rest, entries, text, more="briefing.overleaf")
    return entries[how_many_fit(page, rest, entries) :]


def _entries(briefing: Briefing, answer: Answer) -> list[Entry]:
    """Return the policies that hold; for someone who gave answers, with what each says to them."""
    text, atlas, profile = briefing.text, briefing.atlas, briefing.view.profile
    lines = policy_lines(answer.holding.whole, text)
    if profile == NOTHING_ANSWERED:
        return [_policy(line, text, atlas) for line in lines]
    by_id = {line.id: line for line in lines}
    matches = match_lines(atlas, answer.holding, answer.here, profile, text)
    return [_matched(match, by_id[match.policy], atlas, text) for match in matches]


def _matched(match: MatchLine, policy: PolicyLine, atlas: Atlas, text: Text) -> Entry:
    """Return a policy with what it says to the answers given, why, and its sources."""
    cited = "; ".join(cite(atlas.sources[id_], text) for id_ in policy.sources)
    return Entry(policy.title, match.said, (*match.reasons, cited))


def _policy(line: PolicyLine, text: Text, atlas: Atlas) -> Entry:
    """Return a policy with what it changed, its facts and its sources."""
    cited = "; ".join(cite(atlas.sources[id_], text) for id_ in line.sources)
    return Entry(line.title, line.change, (line.facts, f"{text('panel.sources_of')} {cited}"))
