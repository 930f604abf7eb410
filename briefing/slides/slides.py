"""Slides of a briefing: text is text, tables are tables, charts can be edited."""

from collections.abc import Sequence
from typing import Final

from briefing.content import Briefing
from briefing.paper.page.page import Box
from briefing.section import Section, policy_lists
from briefing.sentences import policies_sentence, sentence_of, unplaced_sentence
from briefing.slides.cover import Cover
from briefing.slides.deck import Deck
from briefing.slides.form import filled, form_of
from briefing.slides.place import PlaceParts
from briefing.slides.room import (
    Cell,
    Column,
    Row,
)
from briefing.slides.writer import LATIN_LANGUAGE, SlideWriter
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED
from geo.say.source_words import SourceLine, cite_line

GAP: Final = 6.0

MOST_CLUSTERS: Final = 4
"""Clusters with a slide of their own where there is no annex."""

MAP_SHARE: Final = 0.58

WIDTHS: Final = {"name": 7, "status": 3.4, "place": 3}
"""Relative widths of a project's columns, where they are not 2."""

NOTED_SOURCES: Final = 30
NOTED_AMOUNTS: Final = 20


def slide_deck(briefing: Briefing) -> bytes:
    """Return a briefing as a ``.pptx`` file, 16:9 unless a template says otherwise.

    A cover with the programme's figures, a slide for the focus and its largest clusters, the
    policies that hold there, the projects without a point, and the sources: ten slides at most.
    The annex has every cluster and all of the lists. Of a user's template the master and layouts
    are used and the slides left out; one whose slides have marks is a form and filled instead.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    template = briefing.options.template
    if template is not None and (form := form_of(template)):
        return filled(form, briefing)
    deck = Deck(briefing.text, template)
    slides = _Slides(deck, briefing)
    others = [c for c in briefing.clusters if c.key != briefing.focus.key]
    largest = sorted(others, key=lambda c: -c.summary.projects)
    most = MOST_CLUSTERS if Cover(slides).add() else MOST_CLUSTERS - 1
    shown = others if briefing.options.annex else largest[:most]
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

    def add_place(self, section: Section) -> None:
        """Add a place's map, table, chart and policies; its further policies flow on."""
        slide, top = self.titled(sentence_of(section, self.text), section.counts)
        inner = self.inner
        height = inner.bottom - self.foot_height - top
        ground = Box(inner.left, top, MAP_SHARE * inner.width, height)
        parts = PlaceParts(self.briefing)
        parts.map(slide, section, ground)
        left = ground.right + GAP
        column = Box(left, top, inner.right - left, height)
        end = parts.table(slide, section, column) + 3
        end = parts.chart(slide, section, Box(left, end, column.width, column.bottom - end))
        parts.policies(slide, section, Box(left, end, column.width, column.bottom - end))
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
            Column(self.text("policies.status"), 2),
            Column(self.text("field.date"), 2.6),
            Column(self.text("field.sector"), 3),
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
        rows = [tuple(map(Cell, self.briefing.cells_of(project).values())) for project in projects]
        self.list(title, columns, rows, self.text("slides.all_placed"))

    def add_sources(self) -> None:
        """Add every source cited."""
        sources = self.briefing.sources
        columns = [
            Column(self.text("sources.id"), 2.2),
            Column(self.text("sources.title"), 9),
            Column(self.text("sources.publisher"), 4),
            Column(self.text("sources.date"), 2.4),
            Column(self.text("sources.class"), 1.4, is_number=True),
        ]
        rows = [_source_row(source) for source in sources]
        title = self.text("slides.sources", count=len(sources))
        self.list(title, columns, rows, self.text("sources.intro"))

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
            *(f"{row.name}: {', '.join(row.values)}" for row in section.table.rows),
            *self._amounts(section),
            *self.briefing.map_notes,
            self.text("panel.sources_of"),
        ]
        lines += [f"{source.id} · {cite_line(source)}" for source in named]
        if len(cited) > len(named):
            lines.append(self.text("briefing.more", count=len(cited) - len(named)))
        return lines

    def _amounts(self, section: Section) -> list[str]:
        """Return the amounts of which something is said, such as that they are the least."""
        text, notes = self.text, self.briefing.amount_notes
        noted = [project for project in section.projects if notes[project.id]]
        said = [
            text("policies.labelled", label=p.name, value=self.briefing.cells_of(p)["investment"])
            for p in noted[:NOTED_AMOUNTS]
        ]
        rest = len(noted) - len(said)
        return [*said, *([text("briefing.more", count=rest)] if rest else [])]


def _source_row(source: SourceLine) -> Row:
    title = Cell(source.title, url=_web(source.url))
    rest = map(Cell, (source.publisher, source.date, source.source_class))
    return (Cell(source.id), title, *rest)


def _web(url: object) -> str:
    """Return an address of the web, or nothing."""
    address = str(url or "")
    return address if address.startswith(("http://", "https://")) else ""
