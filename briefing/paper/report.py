"""The report: a sheet for the focus and for each cluster, then everything listed, as one PDF.

Sheets come from matplotlib, as lines and letters. Lists come from fpdf2: of the kept libraries it
alone embeds OpenType fonts and lets tables flow over pages under a repeated head. pypdf joins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from briefing.content import Briefing
from briefing.paper.document import Document
from briefing.paper.fonts import BOLD, FAMILY, REGULAR, printable, wrap
from briefing.paper.palette import CHOSEN, EDGE, INK, QUIET
from briefing.paper.picture import pdf_of
from briefing.paper.sheet import SIZES, draw_sheet, numbered
from briefing.section import policy_lists
from geo.say.policy_words import PolicyLine
from geo.say.project_words import LISTED, ProjectLine
from geo.say.source_words import title_of
from geo.words.text import Text

MARGIN: Final = 16.0
HEADING: Final = 13.0
BODY: Final = 7.0
PADDING: Final = 1.0

WIDTH: Final = 2.2
WIDTHS: Final = {"name": 6.4, "status": 3.4, "place": 3.4, "level": 2.5}
"""Relative widths of a project's columns: most, and those of other fields."""

Rows = Sequence[tuple[str, ...]]


@dataclass(frozen=True)
class Listing:
    """A table: its heading, the head and relative width of each column, its rows.

    ``links`` are the addresses that the rows lead to, one a row or none at all.
    """

    heading: str
    columns: tuple[tuple[str, float], ...]
    rows: Rows
    none: str
    links: Sequence[str] = ()


def report_file(briefing: Briefing) -> bytes:
    """Return the report of a briefing as PDF, A4 upright, with a bookmark for each part."""
    size, report = SIZES["a4-portrait"], Document(briefing)
    sections = [briefing.focus, *(c for c in briefing.clusters if c.key != briefing.focus.key)]
    for number, section in enumerate(sections, 1):
        page = numbered(draw_sheet(briefing, size, section), str(number))
        report.add(pdf_of(page, briefing), printable(section.name))
    lists = _ListPages(briefing, len(sections))
    for listing in listings(briefing):
        lists.add(listing)
    report.add(lists.content())
    for heading, page_number in lists.starts:
        report.bookmark(heading, len(sections) + page_number - 1)
    return report.content()


def listings(briefing: Briefing) -> list[Listing]:
    """Return the tables of a report, in order."""
    text = briefing.text
    focus = briefing.focus
    placed = [project for project in focus.projects if project.level == "point"]
    return [
        _headlines(briefing),
        _projects(text("briefing.placed"), placed, briefing),
        _projects(text("briefing.unplaced"), focus.unplaced, briefing),
        *(_policies(*listed, text) for listed in policy_lists(focus, text).items()),
        _sources(briefing),
    ]


def _headlines(briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.headlines"),
        (
            (text("indicators.name"), 3),
            (text("indicators.value"), 3),
            (text("indicators.as_of"), 2),
            (text("figure.newest_head"), 4),
            (text("figure.source"), 5),
        ),
        [
            (
                figure.name,
                figure.said,
                figure.as_of,
                figure.newest,
                title_of(figure.source, text),
            )
            for figure in briefing.headlines
        ],
        "",
    )


def _projects(heading: str, projects: Sequence[ProjectLine], briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.heading_count", heading=heading, count=len(projects)),
        tuple((text(f"field.{field.name}"), WIDTHS.get(field.name, WIDTH)) for field in LISTED),
        [tuple({**p.cells, "name": briefing.marked(p)}.values()) for p in projects],
        text("briefing.no_projects"),
    )


def _policies(heading: str, policies: Sequence[PolicyLine], text: Text) -> Listing:
    return Listing(
        heading,
        (
            (text("policies.name"), 4),
            (text("policies.status"), 1.8),
            (text("field.date"), 2.4),
            (text("policies.factors"), 1.8),
            (text("policies.scope"), 3),
            (text("policies.change"), 4),
        ),
        [(p.title, p.status, p.date, p.factors, p.scope, p.change) for p in policies],
        text("briefing.no_policies"),
    )


def _sources(briefing: Briefing) -> Listing:
    text = briefing.text
    return Listing(
        text("briefing.heading_count", heading=text("field.sources"), count=len(briefing.sources)),
        (
            (text("sources.id"), 1.6),
            (text("sources.title"), 8),
            (text("sources.publisher"), 4),
            (text("sources.date"), 1.9),
            (text("sources.class"), 1),
        ),
        [(s.id, s.title, s.publisher, s.date, s.source_class) for s in briefing.sources],
        "",
        links=[s.url for s in briefing.sources],
    )


class _Paper(FPDF):
    """A4 pages in our font, with the notes and the page's number at the foot of each."""

    def __init__(self, foot: str, pages_before: int) -> None:
        super().__init__(format="A4")
        self._foot, self._pages_before = foot, pages_before
        self.set_margin(MARGIN)
        self.set_auto_page_break(auto=True, margin=MARGIN)
        self.add_font(FAMILY, "", REGULAR)
        self.add_font(FAMILY, "B", BOLD)

    def footer(self) -> None:
        """Write the foot; called by fpdf at the end of every page."""
        self.set_y(-MARGIN + 4)
        self.set_font(FAMILY, size=BODY)
        self.set_text_color(QUIET)
        self.cell(self.epw - 12, text=self._foot)
        self.cell(12, text=str(self._pages_before + self.page_no()), align="R")


class _ListPages:
    """The pages of lists; ``starts`` are their headings with the page each begins on."""

    def __init__(self, briefing: Briefing, pages_before: int) -> None:
        said = f"{briefing.title} · {briefing.data_as_of} · {briefing.approval}"
        foot = wrap(said, 160, BODY, most_lines=1)[0]
        self._paper = _Paper(foot, pages_before)
        self._paper.add_page()
        self.starts: list[tuple[str, int]] = []

    def add(self, listing: Listing) -> None:
        """Add a table under its heading, or the words for none."""
        paper = self._paper
        if paper.will_page_break(40):
            paper.add_page()
        heading = printable(listing.heading)
        self.starts.append((heading, paper.page_no()))
        paper.set_font(FAMILY, "B", HEADING)
        paper.set_text_color(CHOSEN)
        paper.cell(0, 9, heading, new_x="LMARGIN", new_y="NEXT")
        paper.set_font(FAMILY, size=BODY)
        paper.set_text_color(INK)
        if listing.rows:
            self._add_table(listing)
        else:
            paper.cell(0, 6, printable(listing.none), new_x="LMARGIN", new_y="NEXT")
        paper.ln(6)

    def _add_table(self, listing: Listing) -> None:
        paper = self._paper
        whole = sum(share for _, share in listing.columns)
        widths = [paper.epw * share / whole for _, share in listing.columns]
        paper.set_draw_color(EDGE)
        with paper.table(
            col_widths=widths,
            width=paper.epw,
            line_height=3.6,
            padding=(0.5, PADDING),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            headings_style=FontFace(emphasis="BOLD", color="#ffffff", fill_color=CHOSEN),
            text_align="LEFT",
        ) as table:
            heads = tuple(head for head, _ in listing.columns)
            links = ["", *(listing.links or [""] * len(listing.rows))]
            for cells, link in zip((heads, *listing.rows), links, strict=True):
                row = table.row()
                for cell, width in zip(cells, widths, strict=True):
                    lines = wrap(cell, width - 2 * PADDING - 0.8, BODY, BOLD)
                    row.cell("\n".join(lines), link=link or None)

    def content(self) -> bytes:
        """Return the pages as PDF."""
        return bytes(self._paper.output())
