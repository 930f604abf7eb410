"""What a briefing says, once: every output reads this, and none of them counts for itself."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from geo.ask.atlas import Atlas
from geo.ask.filters import Mask, Selection
from geo.ask.summary import Summary
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY, Place
from geo.say.filter_words import active_filters
from geo.say.headlines import HeadlineFigure, headline_figures
from geo.say.policy_words import PolicyLine, policy_lines
from geo.say.project_words import ProjectLine, project_lines
from geo.say.source_words import SourceLine, source_lines
from geo.settings import settings
from geo.view.view import View
from geo.words.text import Text, number, text_in
from geo.words.vocabulary import LEVELS

UNDER_WAY = "under_construction"
DONE = ("landed", "operating")
FROM_ABROAD = ("foreign", "joint_venture")
PARTS = ("done", "under_way", "from_abroad")
"""The rows of the table that count a part of the projects."""


def today() -> dt.date:
    """Return the day it is here."""
    return dt.datetime.now().astimezone().date()


@dataclass(frozen=True)
class Options:
    """What a briefing's maker may set beside the view; an empty text stands for the usual.

    ``approval_number`` is the 审图号 of a map published in China; ``template`` a ``.pptx`` file in
    whose look slides are made.
    """

    title: str = ""
    note: str = ""
    author: str = ""
    approval_number: str = field(default_factory=lambda: settings().approval_number)
    made_on: dt.date = field(default_factory=today)
    template: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class TableRow:
    """An indicator and its value in every column; ``indent`` marks a part of the row above."""

    name: str
    values: tuple[str, ...]
    indent: bool = False


@dataclass(frozen=True)
class Table:
    """Indicators of a place beside those of the whole city, under a head of three or two names."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]


@dataclass(frozen=True)
class Bar:
    """A sector and how many projects it has."""

    sector: str
    name: str
    count: int


@dataclass(frozen=True, eq=False)
class Section:
    """What there is in one place.

    ``counts`` says how many projects are shown, have a point and have none; ``levels`` how well
    their places are known, which adds up to those shown. ``mask`` of shape (n,) selects them in
    the register. ``policies`` hold in all of the place, landed first.
    """

    key: str
    name: str
    title: str
    counts: str
    levels: str
    schematic: bool
    mask: Mask
    summary: Summary
    table: Table
    sectors: tuple[Bar, ...]
    projects: tuple[ProjectLine, ...]
    policies: tuple[PolicyLine, ...]

    @property
    def unplaced(self) -> tuple[ProjectLine, ...]:
        """The projects without a point, best known first."""
        found = [project for project in self.projects if project.level != "point"]
        return tuple(sorted(found, key=lambda project: LEVELS.index(project.level)))

    @property
    def own_policies(self) -> tuple[PolicyLine, ...]:
        """The policies made for this place or for a part of the zone, not for all of it."""
        return tuple(policy for policy in self.policies if not policy.wide)


@dataclass(frozen=True, eq=False)
class Briefing:
    """Everything that a briefing says, in the language of its view.

    ``focus`` is the place in focus and ``clusters`` those of its clusters that hold a project
    shown; ``selection`` also has the projects outside the focus, which the map draws. ``sources``
    are those that the projects, policies and figures above cite.
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

    @property
    def text(self) -> Text:
        """The words of the briefing's language."""
        return text_in(self.view.lang)

    @property
    def has_schematic(self) -> bool:
        """Tell whether the outline of a place is drawn only schematically."""
        return bool((self.atlas.register.zones["geometry_basis"] == "schematic").any())

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
    def notes(self) -> tuple[str, ...]:
        """What a reader of the map must know: date, sources, datum, boundaries, what is schematic.

        The approval number and the maker stand apart.
        """
        said = [
            self.data_as_of,
            self.text("briefing.source_count", count=len(self.sources)),
            self.text("briefing.datum"),
        ]
        if self.has_schematic:
            said.append(self.text("briefing.schematic"))
        return (*said, self.text("map.attribution"))


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
    focus = _section(atlas, view, view.focus, selection.mask)
    clusters = tuple(
        _section(atlas, view, place.key, selection.mask)
        for place in _clusters_in(atlas, view.focus)
        if (selection.mask & focus.mask & atlas.membership.mask(place.key)).any()
    )
    headlines = tuple(headline_figures(atlas.register, text))
    return Briefing(
        view=view,
        options=options,
        atlas=atlas,
        selection=selection,
        title=options.title or focus.title,
        filters=filters_in_words(atlas, view, text),
        headlines=headlines,
        focus=focus,
        clusters=clusters,
        sources=_cited(atlas, focus, clusters, headlines),
    )


def filters_in_words(atlas: Atlas, view: View, text: Text) -> str:
    """Return a view's filters as one line, such as ``行业：金融、健康医疗 · 从 2021-01-01``."""
    named: dict[str, list[str]] = {}
    for name, _option, label in active_filters(atlas, view, text):
        named.setdefault(name, []).append(label)
    joined = {name: text("briefing.comma").join(labels) for name, labels in named.items()}
    said = [
        label
        if name in {"from", "to", "shape"}
        else text("briefing.filter", name=_filter_name(name, text), values=label)
        for name, label in joined.items()
    ]
    return " · ".join(said) or text("briefing.no_filter")


def _filter_name(name: str, text: Text) -> str:
    return text("briefing.search") if name == "q" else text(f"filter.{name}")


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


def _section(atlas: Atlas, view: View, key: str, shown: Mask) -> Section:
    text = text_in(view.lang)
    mask = shown & atlas.membership.mask(key)
    held = atlas.policies_for(replace(view, focus=key))
    summary = atlas.numbers.summarise(mask)
    name = atlas.name_of(key, text.lang)
    return Section(
        key=key,
        name=name,
        title=text("briefing.title", place=name),
        counts=_counts(summary, text),
        levels=text("figure.levels", **summary.levels),
        schematic=atlas.is_schematic(key),
        mask=mask,
        summary=summary,
        table=_table(atlas, view, {key: mask, CITY: shown}, text),
        sectors=_bars(summary, text),
        projects=project_lines(atlas.register.projects[mask], atlas.register.places, text),
        policies=policy_lines(held, text),
    )


def _counts(summary: Summary, text: Text) -> str:
    placed = summary.levels["point"]
    return text(
        "briefing.counts",
        shown=summary.projects,
        mapped=placed,
        unplaced=summary.projects - placed,
    )


def _table(atlas: Atlas, view: View, columns: dict[str, Mask], text: Text) -> Table:
    """Return the numbers of places, each with the mask of its projects, side by side."""
    values = [_values(atlas, replace(view, focus=key), mask) for key, mask in columns.items()]
    names = [atlas.name_of(key, text.lang) for key in columns]
    rows = [
        TableRow(
            text(f"briefing.row_{name}"), tuple(column[name] for column in values), name in PARTS
        )
        for name in values[0]
    ]
    return Table((text("briefing.indicator"), *names), tuple(rows))


def _values(atlas: Atlas, view: View, mask: Mask) -> dict[str, str]:
    """Return the value of every row of the table for a view's focus, by the row's name."""
    text, summary = text_in(view.lang), atlas.numbers.summarise(mask)
    policies = atlas.count_policies(view)
    origins = atlas.register.projects["origin"][mask]
    return {
        "projects": number(summary.projects),
        "done": number(sum(summary.statuses[status] for status in DONE)),
        "under_way": number(summary.statuses[UNDER_WAY]),
        "from_abroad": number(int(origins.isin(FROM_ABROAD).sum())),
        "levels": " / ".join(number(summary.levels[level]) for level in LEVELS),
        "investment": "—" if summary.disclosed is None else text.money(summary.disclosed),
        "investment_known": f"{summary.investment_known} / {summary.aggregates}",
        "policies": f"{policies.total} / {policies.landed}",
    }


def _bars(summary: Summary, text: Text) -> tuple[Bar, ...]:
    """Return the sectors that have a project, the largest first."""
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    return tuple(Bar(name, text(f"sector.{name}"), count) for name, count in ranked if count)


def _cited(
    atlas: Atlas,
    focus: Section,
    clusters: tuple[Section, ...],
    headlines: tuple[HeadlineFigure, ...],
) -> tuple[SourceLine, ...]:
    """Return the sources of all that is said, with how many records cite each."""
    cited: Counter[str] = Counter(str(figure.source.Index) for figure in headlines)
    records: dict[str, tuple[str, ...]] = {}
    for section in (focus, *clusters):
        records |= {project.id: project.sources for project in section.projects}
        records |= {policy.id: policy.sources for policy in section.policies}
    for sources in records.values():
        cited.update(sources)
    return source_lines(cited, atlas)


def district_sectors(briefing: Briefing) -> pd.DataFrame:
    """Return how many projects of the focus each place has in each sector.

    One row a district, one for those of no known district, then one a cluster and one for those
    outside the clusters; each group adds up to the projects shown. Columns: ``place`` (its name),
    one a sector, and the total.
    """
    text, places = briefing.text, briefing.atlas.register.places
    projects = briefing.atlas.register.projects[briefing.focus.mask]
    sectors = briefing.focus.summary.sectors
    rows = []
    for kind, none in (("district", "briefing.no_district"), ("cluster", "filter.no_cluster")):
        groups = [
            (place.name(text.lang), projects[kind] == place.id) for place in places.of_kind(kind)
        ]
        groups.append((text(none), projects[kind].isna()))
        for name, inside in groups:
            counts = Counter(projects["sector"][inside].fillna("unstated"))
            rows.append([name, *(counts[sector] for sector in sectors), int(np.sum(inside))])
    heads = [text("table.place"), *(text(f"sector.{s}") for s in sectors), text("briefing.total")]
    return pd.DataFrame(rows, columns=heads)
