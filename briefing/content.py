"""What a briefing says, once: every output reads this, and none of them counts for itself."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import pandas as pd

from briefing.changes import Changes
from briefing.section import Section, make_section
from briefing.titles import (
    before_title,
    charts_title,
    comparison_title,
    filters_in_words,
    title_of,
)
from geo.ask.atlas import Atlas
from geo.ask.ends import today
from geo.ask.filters import Selection
from geo.ask.fit import Fit
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import Place
from geo.ground.streets import read_streets
from geo.say.chart_words import Charts, charts_of
from geo.say.headlines import HeadlineFigure, headline_figures
from geo.say.project_words import ProjectLine
from geo.say.side_by_side import SideBySide, side_by_side
from geo.say.source_words import SourceLine, source_lines
from geo.settings import settings
from geo.view.view import View
from geo.words.text import Text, text_in
from geo.words.vocabulary import CELL_METRICS
from layers.basemaps import basemap_of
from layers.cells import CellLayer, served_cells

BEFORE: Final = "before"
SUBJECTS: Final = ("map", "comparison", "charts", BEFORE)
"""What sheets, slides and the Word file of a view may show."""

TITLES: Final = {
    "map": title_of,
    "comparison": comparison_title,
    "charts": charts_title,
    BEFORE: before_title,
}

MOST_LETTERS: Final = {"title": 80, "note": 400, "author": 60, "approval_number": 60}
"""How long what is written on a briefing may be: so much finds its place on every size of paper."""


@dataclass(frozen=True)
class Options:
    """What a briefing's maker may set beside the view; an empty text stands for the usual.

    ``approval_number`` is the 审图号 of a map published in China; ``template`` a ``.pptx`` file in
    whose look slides are made, ``word_template`` a ``.docx`` file for the Word report; ``ground``
    says whether maps show streets, by default where the view's basemap is the ground; ``zoom`` is
    that of the screen on which the view was seen, for the same bubbles; ``series`` makes an atlas
    of the districts, clusters or projects; ``grey`` draws maps without colours, with hatches;
    ``annex`` whether slides go on with every cluster and all of the lists, ``whole`` whether the
    standalone file holds all projects that pass the filters, not those of the focus alone;
    ``subject`` is one
    of ``SUBJECTS``; ``before`` is the earlier day that the last of them shows beside now.
    """

    title: str = ""
    note: str = ""
    author: str = ""
    approval_number: str = field(default_factory=lambda: settings().approval_number)
    made_on: dt.date = field(default_factory=today)
    ground: bool | None = None
    zoom: float | None = None
    series: str = ""
    grey: bool = False
    template: bytes | None = field(default=None, repr=False)
    word_template: bytes | None = field(default=None, repr=False)
    annex: bool = False
    whole: bool = False
    subject: str = SUBJECTS[0]
    before: dt.date | None = None


@dataclass(frozen=True, eq=False)
class Briefing:
    """Everything that a briefing says, in the language of its view.

    ``focus`` is the place in focus and ``clusters`` those of its clusters that hold a project
    shown; ``selection`` also has the projects outside the focus, which the map draws. ``sources``
    are those that the projects, policies and figures above cite. ``changes`` are those since an
    earlier briefing or a day, where it is compared with one.
    """

    view: View
    options: Options
    atlas: Atlas
    selection: Selection
    title: str
    filters: str
    headlines: tuple[HeadlineFigure, ...]
    focus: Section
    clusters: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
    changes: Changes | None = None

    @property
    def text(self) -> Text:
        """The words of the briefing's language."""
        return text_in(self.view.lang)

    @cached_property
    def projects(self) -> pd.DataFrame:
        """The projects of the focus in the order in which every file lists them."""
        return self.atlas.listed(self.focus.mask)

    @cached_property
    def ranks(self) -> dict[str, Fit]:
        """The ranking of the clusters that the map shows, by cluster, the best first."""
        return {fit.cluster: fit for fit in self.atlas.ranking(self.view)}

    @cached_property
    def cells(self) -> CellLayer | None:
        """The cells that the map shows, where its metric colours some and there is a cube."""
        return served_cells().layer if self.view.metric in CELL_METRICS else None

    @cached_property
    def side_by_side(self) -> SideBySide:
        """The places that the view compares, by what they offer to who gave its answers."""
        return side_by_side(self.atlas, self.view, self.text)

    @cached_property
    def charts(self) -> Charts:
        """The charts of the projects of the focus."""
        return charts_of(self.projects, self.atlas.register.places, self.text)

    @property
    def has_schematic(self) -> bool:
        """Tell whether the outline of a place is drawn only schematically."""
        return bool((self.atlas.register.zones["geometry_basis"] == "schematic").any())

    @property
    def has_ground(self) -> bool:
        """Tell whether maps show the ground: where there is one, and it was not left out."""
        asked = self.options.ground
        wanted = basemap_of(self.view.basemap).is_ground if asked is None else asked
        return wanted and not read_streets().empty

    @property
    def data_as_of(self) -> str:
        """The date of the newest record."""
        return self.text("app.data_as_of", date=self.text.date(self.atlas.data_as_of))

    @property
    def approval(self) -> str:
        """The map approval number, or the note that there is none."""
        if self.options.approval_number:
            return self.text("map.approval", number=self.options.approval_number)
        return self.text("briefing.approval_missing")

    @property
    def made_on(self) -> str:
        """Who made the briefing and when."""
        made = self.text("briefing.made_on", date=self.text.date(self.options.made_on.isoformat()))
        return f"{self.options.author} · {made}" if self.options.author else made

    @property
    def signature(self) -> str:
        """The approval number, who made the briefing and when, in one line."""
        return f"{self.approval} · {self.made_on}"

    @cached_property
    def amount_notes(self) -> dict[str, str]:
        """What is said of the amount of each project that passes, by its id; perhaps nothing."""
        projects = self.atlas.register.projects[self.selection.mask]
        notes = projects[f"investment_note_{self.view.lang}"]
        return dict(zip(projects["id"], notes, strict=True))

    def cells_of(self, project: ProjectLine) -> dict[str, str]:
        """Return the cells of a project, its amount with what is said of it."""
        amount = (project.cells["investment"], self.amount_notes[project.id])
        return {**project.cells, "investment": " · ".join(filter(None, amount))}

    def marked(self, project: ProjectLine) -> str:
        """Return the name of a project, with its mark where it is new or changed."""
        mark = self.changes.marks.get(project.id) if self.changes else None
        if mark is None:
            return project.name
        return self.text("changes.marked", mark=self.text(f"changes.{mark}"), name=project.name)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the map must know: date, sources, datum, boundaries, what is schematic.

        The approval number and the maker stand apart.
        """
        said = [
            self.data_as_of,
            self.text("briefing.source_count", count=len(self.sources)),
            self.text("briefing.order"),
            self.text("briefing.datum"),
        ]
        if self.has_schematic:
            said.append(self.text("briefing.schematic"))
        return (*said, self.text("map.attribution"))

    @property
    def map_notes(self) -> tuple[str, ...]:
        """The notes, and whose streets the map shows."""
        return (*self.notes, *self.ground_attribution)

    @property
    def ground_attribution(self) -> tuple[str, ...]:
        """Whose streets the map shows, where it does."""
        return (self.text("map.ground_attribution"),) if self.has_ground else ()


def make_briefing(atlas: Atlas, view: View, options: Options | None = None) -> Briefing:
    """Return what a briefing of a view says.

    Parameters
    ----------
    atlas
        The register and its indexes; a focus that it does not have raises KeyError.
    view
        Filters, focus and language; the extent matters to the map alone.
    options
        Title, note, author and approval number; without them the usual ones.
    """
    options = options or Options()
    text = text_in(view.lang)
    selection = atlas.filter.select(view)
    focus = make_section(atlas, view, view.focus, selection.mask)
    clusters = tuple(
        make_section(atlas, view, place.key, selection.mask)
        for place in _clusters_in(atlas, view.focus)
        if (selection.mask & focus.mask & atlas.membership.mask(place.key)).any()
    )
    headlines = tuple(headline_figures(atlas.register, text))
    return Briefing(
        view=view,
        options=options,
        atlas=atlas,
        selection=selection,
        title=options.title or TITLES[options.subject](atlas, view, text),
        filters=filters_in_words(atlas, view, text),
        headlines=headlines,
        focus=focus,
        clusters=clusters,
        sources=_cited(atlas, focus, clusters, headlines, text),
    )


def _clusters_in(atlas: Atlas, focus: str) -> list[Place]:
    """Return the clusters that lie in a focus, wholly or in part; none in a project."""
    if focus.startswith(PROJECT_PREFIX):
        return []
    places = atlas.register.places
    return [
        cluster
        for cluster in places.of_kind("cluster")
        if places.relation(focus, cluster.key) == "whole"
        or (places[focus].kind == "district" and places[focus].id in cluster.districts)
    ]


def _cited(
    atlas: Atlas,
    focus: Section,
    clusters: tuple[Section, ...],
    headlines: tuple[HeadlineFigure, ...],
    text: Text,
) -> tuple[SourceLine, ...]:
    """Return the sources of all that is said, with how many records cite each."""
    cited: Counter[str] = Counter(str(figure.source.Index) for figure in headlines)
    records: dict[str, tuple[str, ...]] = {}
    for section in (focus, *clusters):
        records |= {project.id: project.sources for project in section.projects}
        records |= {policy.id: policy.sources for policy in section.policies}
    for sources in records.values():
        cited.update(sources)
    return source_lines(cited, atlas, text)
