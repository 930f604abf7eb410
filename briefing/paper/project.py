"""What stands beside the map on a project's sheet: what is known of it, how well, from where."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.entries import BODY, Entry, draw_facts, draw_head, draw_list, draw_small
from briefing.paper.page.page import Box, Page
from briefing.section import Section
from geo.ask.answer import Answer, answer_at
from geo.ground.membership import PROJECT_PREFIX
from geo.register.fields import FIELD
from geo.register.load import row_at
from geo.register.records import Row
from geo.say.answer_words import distance_to, sectors_note
from geo.say.certainty_words import certainty_of
from geo.say.project_words import ProjectWords, shown_in
from geo.say.source_words import cite, title_of
from geo.words.text import Text

GAP: Final = 3.0
LABEL_SHARE: Final = 0.45
"""Of the width, the most that the names of facts take."""

COLUMN_LETTERS: Final = 0.86
"""The share of their size that letters have where all stands in one column."""

NEAR_SHARE: Final = 0.5
"""Of what is left of the height, the most that the nearest projects take."""

FIRST: Final = ("status", "sector", "kind", "programme")
"""Said of a project before what its panel and its table have."""

Part = Callable[[Page, Box], float]


def is_of_project(section: Section) -> bool:
    """Tell whether a section is of a project, not of a place."""
    return section.key.startswith(PROJECT_PREFIX)


def draw_project_column(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a column with a project: facts, steps, sources, what is near, what holds."""
    sheet = _ProjectSheet(briefing, section)
    _draw_parts(page.scaled(COLUMN_LETTERS), box, [*sheet.left, *sheet.right])


def draw_project_in_two_columns(page: Page, box: Box, briefing: Briefing, section: Section) -> None:
    """Fill a broad box with a project: its facts and steps, and beside them all around it."""
    sheet, gap = _ProjectSheet(briefing, section), 7 * page.scale
    width = (box.width - gap) / 2
    _draw_parts(page, Box(box.left, box.top, width, box.height), sheet.left)
    right = Box(box.left + width + gap, box.top, width, box.height)
    _draw_parts(page, right, sheet.right)


def _draw_parts(page: Page, box: Box, parts: list[Part]) -> None:
    """Draw parts below each other, as far as they fit."""
    y = box.top
    for part in parts:
        if box.bottom - y < 3 * page.line_height(BODY):
            return
        y = part(page, Box(box.left, y, box.width, box.bottom - y)) + GAP * page.scale


@dataclass(frozen=True)
class _ProjectSheet:
    briefing: Briefing
    section: Section

    @property
    def left(self) -> list[Part]:
        return [self._facts, self._certainty, self._history]

    @property
    def right(self) -> list[Part]:
        return [self._sources, self._near, self._policies]

    @property
    def _text(self) -> Text:
        return self.briefing.text

    @cached_property
    def _project(self) -> Row:
        atlas = self.briefing.atlas
        position = atlas.membership.position(self.section.key.removeprefix(PROJECT_PREFIX))
        return row_at(atlas.register.projects, position or 0)

    @cached_property
    def _answer(self) -> Answer:
        atlas, view = self.briefing.atlas, self.briefing.view
        here = atlas.here.of_focus(self.section.key)
        return answer_at(atlas, here, view, self.briefing.selection.mask)

    def _facts(self, page: Page, box: Box) -> float:
        """Draw what is known, a line each; return where it ends."""
        words = ProjectWords(self.briefing.atlas.register, self._text)
        fields = {field.name: field for field in (*shown_in("table"), *shown_in("panel"))}
        fields = {name: FIELD[name] for name in FIRST} | fields
        fields.pop("name", None)  # it is the title
        facts = words.facts(self._project, fields.values())
        longest = max(page.width_of(fact.label, BODY) for fact in facts) + GAP * page.scale
        indent = min(longest, LABEL_SHARE * box.width)
        return draw_facts(page, box, [(fact.label, fact.value) for fact in facts], indent)

    def _certainty(self, page: Page, box: Box) -> float:
        places = self.briefing.atlas.register.places
        return draw_small(page, box, box.top, certainty_of(self._project, places, self._text))

    def _history(self, page: Page, box: Box) -> float:
        """Draw the dated steps, the newest first, each with its source."""
        text, atlas = self._text, self.briefing.atlas
        history = atlas.register.history
        steps = [*history[history["project"] == self._project.id].itertuples()]
        entries = [
            Entry(
                f"{text.date(step.date)} {text(f'status.{step.status}')}",
                text.of(step, "note"),
                (cite(atlas.sources[step.source], text),),
                _address(atlas.sources[step.source]),
            )
            for step in reversed(steps)
        ]
        return self._list(page, box, text("panel.history"), entries)

    def _sources(self, page: Page, box: Box) -> float:
        text, sources = self._text, self.briefing.atlas.sources
        cited = [sources[id_] for id_ in self._project.sources]
        entries = [
            Entry(
                title_of(source, text), small=(self._publisher(source),), url=str(source.url or "")
            )
            for source in cited
        ]
        return self._list(page, box, text("field.sources"), entries)

    def _publisher(self, source: Row) -> str:
        parts = (source.publisher, self._text.date(source.date), source.url)
        return " · ".join(str(part) for part in parts if part)

    def _near(self, page: Page, box: Box) -> float:
        """Draw the nearest projects with their distance and status."""
        text, answer = self._text, self._answer
        if answer.neighbours is None:
            return draw_small(page, box, box.top, [text("holds.nearby_none")])
        words = ProjectWords(self.briefing.atlas.register, text)
        entries = [
            Entry(
                text.of(row, "name"),
                small=(f"{distance_to(row, answer.here, text)} · {words.status(row)}",),
            )
            for row in answer.neighbours.itertuples()
        ]
        half = Box(box.left, box.top, box.width, NEAR_SHARE * box.height)
        return self._list(page, half, text("holds.nearby"), entries)

    def _policies(self, page: Page, box: Box) -> float:
        """Draw the policies that hold where the project lies, usable first."""
        text, policies = self._text, self.section.whole_policies
        heads = [text("panel.policies", count=len(policies))]
        heads.append(sectors_note(self._answer.sectors, text))
        entries = [Entry(policy.title, small=(policy.facts,)) for policy in policies]
        return self._list(page, box, " · ".join(filter(None, heads)), entries)

    def _list(self, page: Page, box: Box, head: str, entries: list[Entry]) -> float:
        if not entries:
            return draw_head(page, box, head)
        return draw_list(page, box, head, entries, self._text)


def _address(source: Row) -> str:
    """Return where a source can be read, or nothing."""
    address = str(source.url or "")
    return address if address.startswith("http") else ""
