"""Slides of a briefing: text is text, tables are tables, charts can be edited."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Final

from briefing.content import Briefing
from briefing.paper.page import Box
from briefing.paper.palette import CHOSEN, QUIET
from briefing.paper.sheet import draw_map_page
from briefing.section import Section, policy_lists
from briefing.sentences import policies_sentence, sentence_of, unplaced_sentence
from briefing.slides.deck import Deck, DeckSlide
from briefing.slides.room import (
    SHRINKING,
    Cell,
    Column,
    Row,
    Style,
    table_height,
)
from briefing.slides.writer import LATIN_LANGUAGE, TEXT, SlideWriter
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED
from geo.say.source_words import SourceLine, cite_line, title_of

GAP: Final = 6.0

LEAST_CHART: Final = 16.0
LEAST_LIST: Final = 14.0
"""The least heights in mm in which a chart or a list is of use."""

MAP_LETTERS: Final = 1.25
"""How much larger letters on a slide's map are than on paper."""

MOST_CLUSTERS: Final = 4
"""Clusters with a slide of their own where there is no annex."""

PICTURE_DPI: Final = 170
MAP_SHARE: Final = 0.59

COVER_TITLE: Final = Style(34, bold=True)
COVER: Final = Style(14)
COVER_QUIET: Final = Style(14, QUIET)
HEADING: Final = Style(12, CHOSEN, bold=True)

CHART_BAR: Final = 5.4
CHART_EDGES: Final = 4.0
"""Heights in mm: a bar of the chart with the space around it, and what the chart takes beside."""

WIDTHS: Final = {"name": 7, "status": 3.4, "place": 3}
"""Relative widths of a project's columns, where they are not 2."""

NOTED_SOURCES: Final = 30


def slide_deck(briefing: Briefing) -> bytes:
    """Return a briefing as a ``.pptx`` file, 16:9 unless a template says otherwise.

    A cover with the programme's figures, a slide for the focus and its largest clusters, the
    policies that hold there, the projects without a point, and the sources: ten slides at most.
    The annex has every cluster and all of the lists. Of a user's template the master and layouts
    are used and the slides left out.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    deck = Deck(briefing.options.template)
    slides = _Slides(deck, briefing)
    others = [c for c in briefing.clusters if c.key != briefing.focus.key]
    largest = sorted(others, key=lambda c: -c.summary.projects)
    shown = others if briefing.options.annex else largest[:MOST_CLUSTERS]
    slides.add_cover()
    slides.add_place(briefing.focus)
    if len(others) > MOST_CLUSTERS:
        slides.add_clusters(largest)
    for section in shown:
        slides.add_place(section)
    slides.add_policies()
    slides.add_unplaced()
    slides.add_sources()
    slides.number()
    options = briefing.options
    return deck.save(briefing.title, options.author, options.made_on, LATIN_LANGUAGE)


class _Slides(SlideWriter):
    """The slides of a briefing."""

    def add_cover(self) -> None:
        """Add the title, the filter, what is shown, and the programme's own figures."""
        said, inner = self.briefing, self.inner
        slide = self.slide()
        columns, rows = self._figures()
        scale = self._cover_scale(table_height(columns, rows, inner.width))
        title, quiet, plain = (
            replace(style, size=style.size * scale) for style in (COVER_TITLE, COVER_QUIET, COVER)
        )
        top = 0.12 * self.deck.height * scale
        end = slide.title(Box(inner.left, top, inner.width, 30 * scale), said.title, title) + 4
        lines = [said.filters, said.focus.counts, said.focus.levels, said.focus.silent]
        end = slide.text(Box(inner.left, end, inner.width, 22 * scale), lines, quiet) + 3
        if said.options.note:
            note = Box(inner.left, end, inner.width, 20 * scale)
            end = slide.text(note, [said.options.note], plain) + 3
        heading = Box(inner.left, end + 4 * scale, inner.width, 8)
        end = slide.text(heading, [self.text("slides.figures")], HEADING) + 1.5
        slide.table(
            Box(inner.left, end, inner.width, 0), columns, rows, self.text("slides.figures")
        )
        self.foot(slide)

    def _cover_scale(self, table: float) -> float:
        """Return by how much the letters of the cover shrink so that all of it has room."""
        said, width = self.briefing, self.inner.width
        quiet = [said.filters, said.focus.counts, said.focus.levels, said.focus.silent]
        texts = [(COVER_TITLE, said.title), (COVER, said.options.note)]
        texts += [(COVER_QUIET, line) for line in quiet]
        for scale in SHRINKING:
            styled = [(replace(style, size=style.size * scale), text) for style, text in texts]
            needed = sum(len(s.wrap(t, width)) * s.line_height for s, t in styled if t)
            top = 0.12 * self.deck.height * scale
            if top + needed + 24 + table <= self.inner.bottom - self.foot_height:
                break
        return scale

    def _figures(self) -> tuple[list[Column], list[Row]]:
        """Return the table of the programme's own figures."""
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
            for figure in self.briefing.headlines
        ]
        return columns, list(rows)

    def add_place(self, section: Section) -> None:
        """Add a place's map, table, chart and policies; its further policies flow on."""
        slide, top = self.titled(sentence_of(section, self.text), section.counts)
        inner = self.inner
        height = inner.bottom - self.foot_height - top
        ground = Box(inner.left, top, MAP_SHARE * inner.width, height)
        slide.picture(ground, *self._map(section, ground), f"{section.title}. {section.counts}")
        left = ground.right + GAP
        column = Box(left, top, inner.right - left, height)
        end = self._table(slide, section, column) + 3
        end = self._chart(slide, section, Box(left, end, column.width, column.bottom - end))
        self._policies(slide, section, Box(left, end, column.width, column.bottom - end))
        slide.notes(self._notes(section))

    def add_clusters(self, clusters: Sequence[Section]) -> None:
        """Add the clusters side by side, the one of most projects first."""
        text = self.text
        first = clusters[0]
        title = text(
            "slides.clusters",
            count=len(clusters),
            inside=sum(cluster.summary.projects for cluster in clusters),
            most=first.name,
            highest=first.summary.projects,
        )
        names = ("projects", "done", "investment", "policies")
        columns = [
            Column(text("field.cluster"), 3),
            *(Column(text(f"briefing.row_{name}"), 2, is_number=True) for name in names),
        ]
        rows = [self._cluster_row(cluster) for cluster in clusters]
        self.list(title, columns, rows, "")

    def _cluster_row(self, cluster: Section) -> Row:
        values = {row.name: row.values[0] for row in cluster.table.rows}
        names = ("projects", "done", "investment", "policies")
        return (
            Cell(cluster.name),
            *(Cell(values.get(self.text(f"briefing.row_{name}"), "")) for name in names),
        )

    def add_policies(self) -> None:
        """Add the policies of the focus, the most useful first; in the annex all, by group."""
        focus = self.briefing.focus
        if not self.briefing.options.annex:
            self._add_policies(policies_sentence(focus, self.text), focus.whole_policies)
            return
        for title, policies in policy_lists(focus, self.text).items():
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
        self.list(title, columns, rows, self.text("briefing.no_policies"))

    def add_unplaced(self) -> None:
        """Add the projects without a point, with what is known of their place."""
        projects = self.briefing.focus.unplaced
        title = unplaced_sentence(self.briefing.focus, self.text)
        columns = [
            Column(self.text(f"field.{field.name}"), WIDTHS.get(field.name, 2)) for field in LISTED
        ]
        rows = [tuple(map(Cell, project.cells.values())) for project in projects]
        self.list(title, columns, rows, self.text("slides.all_placed"))

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
        self.list(title, columns, rows, self.text("sources.intro"))

    def _map(self, section: Section, box: Box) -> tuple[bytes, bytes]:
        """Return the map of a place as PNG and as SVG, with letters that are read from afar."""
        page = draw_map_page(self.briefing, section, box.width, box.height, MAP_LETTERS)
        files = {}
        for form in ("png", "svg"):
            files[form] = BytesIO()
            page.figure.savefig(files[form], format=form, dpi=PICTURE_DPI)
        return files["png"].getvalue(), files["svg"].getvalue()

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
        return slide.table(box, columns, rows, section.title)

    def _chart(self, slide: DeckSlide, section: Section, room: Box) -> float:
        """Draw how many projects each sector has; return where what follows may begin."""
        name = self.text("slides.sectors")
        if room.height < LEAST_CHART:
            return room.top
        end = slide.text(Box(room.left, room.top, room.width, 6), [name], HEADING)
        if not section.sectors:
            return slide.text(Box(room.left, end, room.width, 6), [self.text("empty.title")], TEXT)
        room_for = max(1, int((room.bottom - end - CHART_EDGES) / CHART_BAR))
        values = self._bars(section, room_for)
        height = CHART_EDGES + CHART_BAR * len(values)
        slide.bars(Box(room.left, end, room.width, height), name, values)
        return end + height + 1

    def _bars(self, section: Section, most: int) -> list[tuple[str, int]]:
        """Return the largest sectors, and what is in all others as the last bar."""
        values = [(bar.name, bar.count) for bar in section.sectors]
        if len(values) <= most:
            return values
        others = values[most - 1 :]
        name = self.text("slides.other_sectors", count=len(others))
        return [*values[: most - 1], (name, sum(count for _, count in others))]

    def _policies(self, slide: DeckSlide, section: Section, room: Box) -> None:
        """List the policies that hold in a place as far as there is room, its own first."""
        policies = section.whole_policies
        if room.height < LEAST_LIST:
            return
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
