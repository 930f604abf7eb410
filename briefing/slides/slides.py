"""Slides of a briefing: text is text, tables are tables, charts can be edited."""

from collections.abc import Sequence
from io import BytesIO
from typing import Final

from briefing.content import Briefing
from briefing.paper.page import Box
from briefing.paper.palette import CHOSEN, QUIET
from briefing.paper.sheet import draw_map_page
from briefing.section import Section, policy_lists
from briefing.slides.deck import WIDTH, Deck, DeckSlide
from briefing.slides.room import Cell, Column, Row, Style, rows_that_fit
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED
from geo.say.source_words import SourceLine, cite_line, title_of

MARGIN: Final = 14.0
GAP: Final = 6.0
STRIPE: Final = 2.2
FOOT: Final = 8.0
PICTURE_DPI: Final = 170
MAP_SHARE: Final = 0.59

COVER_TITLE: Final = Style(34, bold=True)
TITLE: Final = Style(22, bold=True)
SUBTITLE: Final = Style(12, QUIET)
HEADING: Final = Style(12, CHOSEN, bold=True)
TEXT: Final = Style(10.5)
SMALL: Final = Style(8.5, QUIET)

CHART_BAR: Final = 5.4
CHART_EDGES: Final = 4.0
"""Heights in mm: a bar of the chart with the space around it, and what the chart takes beside."""

WIDTHS: Final = {"name": 7, "status": 3.4, "place": 3}
"""Relative widths of a project's columns, where they are not 2."""

NOTED_SOURCES: Final = 30


def slide_deck(briefing: Briefing) -> bytes:
    """Return a briefing as a ``.pptx`` file, 16:9 unless a template says otherwise.

    A cover with the programme's figures, a slide for the focus and for each of its clusters, the
    policies that hold there, the projects without a point, and the sources. Of a user's template
    the master and layouts are used and the slides left out.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    deck = Deck(briefing.options.template)
    slides = _Slides(deck, briefing)
    slides.add_cover()
    for section in (briefing.focus, *(c for c in briefing.clusters if c.key != briefing.focus.key)):
        slides.add_place(section)
    slides.add_policies()
    slides.add_unplaced()
    slides.add_sources()
    slides.number()
    return deck.save(briefing.title, briefing.options.author, briefing.options.made_on)


class _Slides:
    """The slides of a briefing, added to a deck one after another."""

    def __init__(self, deck: Deck, briefing: Briefing) -> None:
        self.deck, self.briefing, self.text = deck, briefing, briefing.text
        self.inner = Box(MARGIN, 9, WIDTH - 2 * MARGIN, deck.height - 18)

    def add_cover(self) -> None:
        """Add the title, the filter, what is shown, and the programme's own figures."""
        said, inner = self.briefing, self.inner
        slide = self._slide()
        box = Box(inner.left, 0.12 * self.deck.height, inner.width, 30)
        end = slide.title(box, said.title, COVER_TITLE) + 4
        lines = [said.filters, said.focus.counts, said.focus.levels, said.focus.silent]
        end = slide.text(Box(inner.left, end, inner.width, 22), lines, Style(14, QUIET)) + 3
        if said.options.note:
            note = Box(inner.left, end, inner.width, 20)
            end = slide.text(note, [said.options.note], Style(14)) + 3
        heading = Box(inner.left, end + 4, inner.width, 8)
        end = slide.text(heading, [self.text("slides.figures")], HEADING) + 1.5
        columns = [
            Column(self.text("briefing.indicator"), 3),
            Column(self.text("indicators.value"), 2, is_number=True),
            Column(self.text("indicators.as_of"), 2),
            Column(self.text("figure.newest_head"), 3),
            Column(self.text("field.sources"), 4),
        ]
        rows = [
            (
                Cell(figure.name),
                Cell(figure.said, bold=True),
                Cell(figure.as_of),
                Cell(figure.newest),
                Cell(title_of(figure.source, self.text), url=_web(figure.source.url)),
            )
            for figure in said.headlines
        ]
        slide.table(Box(inner.left, end, inner.width, 0), columns, rows)
        self._foot(slide)

    def add_place(self, section: Section) -> None:
        """Add a place's map, table, chart and policies; its further policies flow on."""
        slide, top = self._titled(section.title, section.counts)
        inner = self.inner
        height = inner.bottom - FOOT - top
        ground = Box(inner.left, top, MAP_SHARE * inner.width, height)
        slide.picture(ground, self._map(section, ground), f"{section.title}. {section.counts}")
        left = ground.right + GAP
        column = Box(left, top, inner.right - left, height)
        end = self._table(slide, section, column) + 3
        end = self._chart(slide, section, Box(left, end, column.width, column.bottom - end))
        self._policies(slide, section, Box(left, end, column.width, column.bottom - end))
        slide.notes(self._notes(section))

    def add_policies(self) -> None:
        """Add the policies that hold in the focus or in a part of it, a list a group."""
        for title, policies in policy_lists(self.briefing.focus, self.text).items():
            self._add_policies(title, policies)

    def _add_policies(self, title: str, policies: Sequence[PolicyLine]) -> None:
        columns = [
            Column(self.text("policies.name"), 6),
            Column(self.text("policies.status"), 1.6),
            Column(self.text("field.date"), 2.4),
            Column(self.text("field.sector"), 2),
            Column(self.text("policies.scope"), 3),
            Column(self.text("policies.change"), 6),
        ]
        rows = [
            tuple(map(Cell, (p.title, p.status, p.date, p.sectors, p.scope, p.change)))
            for p in policies
        ]
        self._list(title, columns, rows, self.text("briefing.no_policies"))

    def add_unplaced(self) -> None:
        """Add the projects without a point, with what is known of their place."""
        projects = self.briefing.focus.unplaced
        title = self.text("slides.unplaced", count=len(projects))
        columns = [
            Column(self.text(f"field.{field.name}"), WIDTHS.get(field.name, 2)) for field in LISTED
        ]
        rows = [tuple(map(Cell, project.cells.values())) for project in projects]
        self._list(title, columns, rows, self.text("slides.all_placed"))

    def add_sources(self) -> None:
        """Add every source cited."""
        sources = self.briefing.sources
        columns = [
            Column(self.text("sources.id"), 1.8),
            Column(self.text("sources.title"), 9),
            Column(self.text("sources.publisher"), 4),
            Column(self.text("sources.date"), 2),
            Column(self.text("sources.class"), 1, is_number=True),
        ]
        rows = [_source_row(source) for source in sources]
        title = self.text("slides.sources", count=len(sources))
        self._list(title, columns, rows, self.text("sources.intro"))

    def number(self) -> None:
        """Write a number on every slide, now that it is known how many there are."""
        pages = self.deck.pages
        box = Box(self.inner.right - 30, self.inner.bottom - 4.5, 30, 5)
        for number, slide in enumerate(pages, start=1):
            slide.text(box, [f"{number} / {len(pages)}"], SMALL, align="right")

    def _slide(self) -> DeckSlide:
        slide = self.deck.add_slide()
        if not self.deck.has_template:
            slide.stripe(Box(0, 0, STRIPE, self.deck.height), CHOSEN)
        return slide

    def _titled(self, title: str, subtitle: str = "") -> tuple[DeckSlide, float]:
        """Return a new slide with a title and the filter, and where its body begins."""
        slide = self._slide()
        inner = self.inner
        end = slide.title(Box(inner.left, inner.top, inner.width, 11), title, TITLE) + 1
        said = " · ".join(part for part in (self.briefing.filters, subtitle) if part)
        end = slide.text(Box(inner.left, end, inner.width, 6), [said], SUBTITLE)
        self._foot(slide)
        return slide, end + 3.5

    def _foot(self, slide: DeckSlide) -> None:
        said, inner = self.briefing, self.inner
        facts = [said.data_as_of, said.text("briefing.datum")]
        foot = " · ".join([*facts, *said.ground_attribution, said.approval, said.made_on])
        slide.text(Box(inner.left, inner.bottom - 4.5, inner.width - 34, 5), [foot], SMALL)

    def _map(self, section: Section, box: Box) -> bytes:
        file = BytesIO()
        page = draw_map_page(self.briefing, section, box.width, box.height)
        page.figure.savefig(file, format="png", dpi=PICTURE_DPI)
        return file.getvalue()

    def _table(self, slide: DeckSlide, section: Section, box: Box) -> float:
        name, *places = section.table.head
        columns = [
            Column(name, 5 - len(places)),
            *(Column(place, 1.4, is_number=True) for place in places),
        ]
        rows = [
            (Cell(row.name, indent=row.indent), *(Cell(value) for value in row.values))
            for row in section.table.rows
        ]
        return slide.table(box, columns, rows)

    def _chart(self, slide: DeckSlide, section: Section, room: Box) -> float:
        """Draw how many projects each sector has; return where what follows may begin."""
        name = self.text("slides.sectors")
        end = slide.text(Box(room.left, room.top, room.width, 6), [name], HEADING)
        if not section.sectors:
            return slide.text(Box(room.left, end, room.width, 6), [self.text("empty.title")], TEXT)
        height = min(CHART_EDGES + CHART_BAR * len(section.sectors), 0.7 * room.height)
        values = [(bar.name, bar.count) for bar in section.sectors]
        slide.bars(Box(room.left, end, room.width, height), name, values)
        return end + height + 1

    def _policies(self, slide: DeckSlide, section: Section, room: Box) -> None:
        """List the policies that hold in a place as far as there is room, its own first."""
        policies = section.whole_policies
        heading = self.text("panel.policies", count=len(policies))
        end = slide.text(Box(room.left, room.top, room.width, 6), [heading], HEADING)
        lines = [self._policy(policy) for policy in policies]
        left = room.bottom - end - TEXT.line_height
        shown = 0
        while shown < len(lines):
            left -= len(TEXT.wrap(lines[shown], room.width)) * TEXT.line_height
            if left < 0:
                break
            shown += 1
        said = lines[:shown]
        if rest := len(lines) - shown:
            said.append(self.text("slides.rest", count=rest))
        said = said or [self.text("briefing.no_policies")]
        slide.text(Box(room.left, end, room.width, room.bottom - end), said, TEXT)

    def _policy(self, policy: PolicyLine) -> str:
        return "· " + self.text("briefing.policy_line", title=policy.title, status=policy.status)

    def _list(self, title: str, columns: Sequence[Column], rows: Sequence[Row], none: str) -> None:
        """Add a table on as many slides as it needs; ``none`` is what to say where it is empty."""
        inner = self.inner
        slide, top = self._titled(title)
        if not rows:
            slide.text(Box(inner.left, top, inner.width, 8), [none], TEXT)
        while rows:
            room = Box(inner.left, top, inner.width, inner.bottom - FOOT - top)
            here = rows_that_fit(rows, columns, room)
            slide.table(room, columns, rows[:here])
            rows = rows[here:]
            if rows:
                slide, top = self._titled(self.text("slides.continued", title=title))

    def _notes(self, section: Section) -> list[str]:
        """Return what the speaker should have at hand: how sure the map is, and its sources."""
        sources = {source.id: source for source in self.briefing.sources}
        cited = [id_ for project in section.projects for id_ in project.sources]
        cited += [id_ for policy in section.own_policies for id_ in policy.sources]
        cited = list(dict.fromkeys(cited))
        named = [sources[id_] for id_ in cited[:NOTED_SOURCES]]
        lines = [
            section.levels,
            section.silent,
            *self.briefing.map_notes,
            self.text("panel.sources_of"),
        ]
        lines += [f"{source.id} · {cite_line(source)}" for source in named]
        if len(cited) > len(named):
            lines.append(self.text("briefing.more", count=len(cited) - len(named)))
        return lines


def _source_row(source: SourceLine) -> Row:
    title = Cell(source.title, url=_web(source.url))
    rest = map(Cell, (source.publisher, source.date, source.source_class))
    return (Cell(source.id), title, *rest)


def _web(url: object) -> str:
    """Return an address of the web, or nothing."""
    address = str(url or "")
    return address if address.startswith(("http://", "https://")) else ""
