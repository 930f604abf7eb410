"""What there is in one place: its counts, its table beside the city, its projects and policies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo.ask.atlas import Atlas
from geo.ask.filters import Mask
from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.places import CITY
from geo.once import once_for_owner
from geo.register.news import FINAL
from geo.say.answer_words import sectors_note
from geo.say.holding_words import PolicyGroup, policy_groups, slashed
from geo.say.policy_words import PolicyLine, policy_lines
from geo.say.project_words import ProjectLine, ProjectWords
from geo.view.view import View
from geo.words.numerals import number
from geo.words.text import Text, text_in
from geo.words.vocabulary import LEVELS

UNDER_WAY = "under_construction"
FROM_ABROAD = ("foreign", "joint_venture")
PARTS = ("done", "under_way", "from_abroad", "silent", "policies_uses", "policies_reaches")
"""The rows of the table that say what the row above them is made of, or count a part of it."""


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
    their places are known, which adds up to those shown; ``silent`` how many were not heard of.
    ``mask`` of shape (n,) selects them in the register. ``policy_groups`` are all policies of
    ``holding``.
    """

    key: str
    name: str
    title: str
    counts: str
    levels: str
    silent: str
    schematic: bool
    mask: Mask
    summary: Summary
    table: Table
    sectors: tuple[Bar, ...]
    projects: tuple[ProjectLine, ...]
    holding: Holding
    policy_groups: tuple[PolicyGroup, ...]

    @property
    def map_in_words(self) -> str:
        """What a map of the place shows, for who cannot see it."""
        return f"{self.title}. {self.counts}"

    @property
    def unplaced(self) -> tuple[ProjectLine, ...]:
        """The projects without a point, best known first."""
        found = [project for project in self.projects if project.level != "point"]
        return tuple(sorted(found, key=lambda project: LEVELS.index(project.level)))

    @property
    def policies(self) -> tuple[PolicyLine, ...]:
        """The policies that hold in the place or in a part of it, a group after the other."""
        return tuple(policy for group in self.policy_groups for policy in group.policies)

    @property
    def whole_policies(self) -> tuple[PolicyLine, ...]:
        """The policies that hold in all of the place, what is most its own first."""
        return self.policies[: self.holding.count.total]

    @property
    def own_policies(self) -> tuple[PolicyLine, ...]:
        """The policies made for this place or one around it, not for all of the city or zone."""
        return self.whole_policies[: self.holding.reaches["local"]]


def make_section(atlas: Atlas, view: View, key: str, shown: Mask) -> Section:
    """Return what there is in the place or project of ``key``.

    ``shown`` of shape (n,) selects the projects that pass the view's filters.
    """
    text = text_in(view.lang)
    mask = shown & atlas.membership.mask(key)
    summary = atlas.numbers.summarise(mask)
    name = atlas.name_of(key, text.lang)
    asked = replace(view, focus=key)
    holding = atlas.holding(asked)
    return Section(
        key=key,
        name=name,
        title=text("briefing.title", place=name),
        counts=_counts(summary, text),
        levels=text("figure.levels", **summary.levels),
        silent=text("figure.silent", count=summary.silent),
        schematic=atlas.is_schematic(key),
        mask=mask,
        summary=summary,
        table=_table(atlas, asked, {key: mask, CITY: shown}),
        sectors=_bars(summary, text),
        projects=ProjectWords(atlas.register, text).lines(atlas.listed(mask)),
        holding=holding,
        policy_groups=policy_groups(holding, _policies(atlas, text.lang), text),
    )


@once_for_owner
def _policies(atlas: Atlas, lang: str) -> Mapping[str, PolicyLine]:
    """Return all policies by id: many hold in place after place."""
    return {line.id: line for line in policy_lines(atlas.register.policies, text_in(lang))}


def policy_lists(section: Section, text: Text) -> dict[str, tuple[PolicyLine, ...]]:
    """Return all policies of a place by the heading of their group; one without any says so."""
    lists = {
        text(
            "briefing.heading_count",
            heading=text("briefing.policies_of", group=group.name),
            count=len(group.policies),
        ): group.policies
        for group in section.policy_groups
    }
    return lists or {text("panel.policies", count=0): ()}


def _counts(summary: Summary, text: Text) -> str:
    placed = summary.levels["point"]
    return text(
        "briefing.counts",
        shown=summary.projects,
        mapped=placed,
        unplaced=summary.projects - placed,
    )


def _table(atlas: Atlas, view: View, columns: Mapping[str, Mask]) -> Table:
    """Return the numbers of places, each with the mask of its projects, side by side.

    Policies are for the same sectors in all columns: a project's own where a view has none.
    """
    text = text_in(view.lang)
    sectors = atlas.sectors_asked(atlas.here.of_focus(view.focus), view)
    asked = replace(view, sector=sectors)
    values = [_values(atlas, replace(asked, focus=key), mask) for key, mask in columns.items()]
    names = [atlas.name_of(key, text.lang) for key in columns]
    heads = {name: text(f"briefing.row_{name}") for name in values[0]}
    if sectors != view.sector:
        heads["policies"] += f" · {sectors_note(sectors, text)}"
    rows = [
        TableRow(head, tuple(column[name] for column in values), name in PARTS)
        for name, head in heads.items()
    ]
    return Table((text("briefing.indicator"), *names), tuple(rows))


def _values(atlas: Atlas, view: View, mask: Mask) -> dict[str, str]:
    """Return the value of every row of the table for a view's focus, by the row's name."""
    text, summary = text_in(view.lang), atlas.numbers.summarise(mask)
    origins = atlas.register.projects["origin"][mask]
    return {
        "projects": number(summary.projects),
        "done": number(sum(summary.statuses[status] for status in FINAL)),
        "under_way": number(summary.statuses[UNDER_WAY]),
        "from_abroad": number(int(origins.isin(FROM_ABROAD).sum())),
        "silent": number(summary.silent),
        "levels": " / ".join(number(summary.levels[level]) for level in LEVELS),
        "investment": "—" if summary.disclosed is None else text.money(summary.disclosed),
        "investment_known": f"{summary.investment_known} / {summary.aggregates}",
        **_policy_values(atlas.holding(view)),
    }


def _policy_values(holding: Holding) -> dict[str, str]:
    count = holding.count
    return {
        "policies": f"{count.total} / {count.landed}",
        "policies_uses": slashed(holding.uses),
        "policies_reaches": slashed(holding.reaches),
        "policies_part": f"{len(holding.part)} / {holding.part_reaches['zone_wide']}",
        "policies_over": number(len(holding.over)),
    }


def _bars(summary: Summary, text: Text) -> tuple[Bar, ...]:
    """Return the sectors that have a project, the largest first."""
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    return tuple(Bar(name, text(f"sector.{name}"), count) for name, count in ranked if count)
