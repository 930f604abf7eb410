"""The report of a briefing as a Word document, to be edited and signed."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Final

from briefing.content import Briefing
from briefing.paper.sheet import draw_map_page
from briefing.section import Section, policy_lists
from briefing.sentences import policies_sentence, sentence_of, unplaced_sentence
from briefing.word.document import WordDocument
from geo.say.clause_words import clause_lines
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED

MAP_MM: Final = (166.0, 118.0)
PICTURE_DPI: Final = 200
INDENT: Final = "– "
"""Before a row of numbers that says what the row above is made of."""

PROJECT_SHARES: Final = {"name": 6, "status": 3.2, "place": 3}
"""Relative widths of a project's columns, where they are not 2."""


def word_report(briefing: Briefing) -> bytes:
    """Return a briefing as a ``.docx`` file: contents, the focus, its clusters, lists and sources.

    A user's template gives styles, paper, head and foot, where it is a Word document; its text is
    left out.

    Raises
    ------
    TemplateError
        The template cannot be used.
    """
    template = briefing.options.word_template
    report = _Report(WordDocument(briefing.text, template), briefing)
    report.write()
    return report.document.save(briefing.title, briefing.options.author, briefing.options.made_on)


class _Report:
    """The parts of a report, written one after the other."""

    def __init__(self, document: WordDocument, briefing: Briefing) -> None:
        self.document, self._said, self._text = document, briefing, briefing.text

    def write(self) -> None:
        """Write all of it."""
        self._begin()
        others = (c for c in self._said.clusters if c.key != self._said.focus.key)
        for section in (self._said.focus, *others):
            self._place(section)
        self._policies()
        self._projects()
        self._sources()

    def _begin(self) -> None:
        """Write title, summary and contents."""
        said, text, document = self._said, self._text, self.document
        document.title(said.title, [said.filters, said.made_on, said.approval])
        if said.options.note:
            document.text(said.options.note)
        document.heading(text("word.summary"), 1)
        document.text(sentence_of(said.focus, text))
        document.text(policies_sentence(said.focus, text))
        document.text(unplaced_sentence(said.focus, text))
        document.list((said.focus.counts, said.focus.levels, said.focus.silent))
        document.contents(text("word.contents"), text("word.contents_hint"))
        document.number_pages(f"{said.title} · {said.data_as_of} · {said.approval}")

    def _place(self, section: Section) -> None:
        """Write a place: what it comes to, its map, its numbers beside the city, its sectors."""
        text, document = self._text, self.document
        document.page_break()
        document.heading(section.title, 1)
        document.text(sentence_of(section, text))
        described = f"{section.title}. {section.counts}"
        document.picture(self._map(section), f"{section.title} · {section.counts}", described)
        name, *places = section.table.head
        rows = [(f"{INDENT * row.indent}{row.name}", *row.values) for row in section.table.rows]
        document.table((name, *places), rows, section.title, (3, *[1] * len(places)))
        sectors = [(bar.name, f"{bar.count:,}") for bar in section.sectors]
        if sectors:
            heads = (text("field.sector"), text("briefing.row_projects"))
            document.table(heads, sectors, text("slides.sectors"), (3, 1))
        document.list(self._said.map_notes)

    def _map(self, section: Section) -> bytes:
        file = BytesIO()
        page = draw_map_page(self._said, section, *MAP_MM)
        page.figure.savefig(file, format="png", dpi=PICTURE_DPI)
        return file.getvalue()

    def _policies(self) -> None:
        """Write the policies of the focus, a table a group, and the measures of those with any."""
        text, document = self._text, self.document
        document.page_break()
        document.heading(text("policies.tab"), 1)
        document.text(policies_sentence(self._said.focus, text))
        heads = ("policies.name", "policies.status", "field.date", "field.sector", "policies.body")
        for title, policies in policy_lists(self._said.focus, text).items():
            document.heading(title, 2)
            rows = [(p.title, p.status, p.date, p.sectors, p.body) for p in policies]
            self._list([text(head) for head in heads], rows, title, (6, 2, 2, 2, 3))
        self._measures(self._said.focus.policies)

    def _measures(self, policies: Iterable[PolicyLine]) -> None:
        text, register = self._text, self._said.atlas.register
        bundled = set(register.clauses["policy"])
        rows = [
            (policy.title, line.title, line.figures, line.source)
            for policy in policies
            if policy.id in bundled
            for line in clause_lines(register, policy.id, text)
        ]
        if rows:
            self.document.heading(text("columns.sheet_clauses"), 2)
            heads = ("policies.name", "columns.measure", "word.figures", "field.sources")
            said = [text(head) for head in heads]
            self.document.table(said, rows, text("columns.sheet_clauses"), (3, 4, 3, 4))

    def _projects(self) -> None:
        """Write every project of the focus, with what is said of its amount."""
        text, document = self._text, self.document
        document.page_break()
        document.heading(text("table.tab"), 1)
        heads = [text(f"field.{field.name}") for field in LISTED]
        shares = [PROJECT_SHARES.get(field.name, 2) for field in LISTED]
        rows = [[*self._said.cells_of(p).values()] for p in self._said.focus.projects]
        self._list(heads, rows, text("panel.projects", count=len(rows)), shares)

    def _sources(self) -> None:
        text, document = self._text, self.document
        document.page_break()
        document.heading(text("briefing.sheet_sources"), 1)
        heads = ("sources.id", "sources.title", "sources.publisher", "sources.date")
        rows = [(s.id, s.title, s.publisher, s.date) for s in self._said.sources]
        caption = text("slides.sources", count=len(rows))
        self._list([text(head) for head in heads], rows, caption, (2, 8, 4, 2))

    def _list(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        caption: str,
        shares: Sequence[float],
    ) -> None:
        if rows:
            self.document.table(heads, rows, caption, shares)
        else:
            self.document.text(self._text("word.none"))
