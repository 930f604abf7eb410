"""The schema of the tables in ``data/``: one model a file, one field a column.

That of projects is made of the table of their fields (`geo.register.fields`).
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, Self, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    HttpUrl,
    model_validator,
)
from pydantic_core import core_schema

from geo.region import REGION
from geo.words.vocabulary import (
    CONFIDENCES,
    END_BASES,
    FACTORS,
    POLICY_KINDS,
    POLICY_PROGRAMMES,
    POLICY_STATUSES,
    PROJECT_STATUSES,
    SECTORS,
)

_DATE_FORMS = {
    "day": re.compile(r"\d{4}-\d{2}-\d{2}"),
    "month": re.compile(r"\d{4}-\d{2}"),
    "year": re.compile(r"\d{4}"),
    "none": re.compile(r""),
}


def given(cell: object) -> str | None:
    """Return the text of a frame's cell, or None where pandas holds a gap."""
    return cell if isinstance(cell, str) and cell else None


def _split(text: object) -> object:
    """Read a cell of several values, which are separated by semicolons."""
    if not isinstance(text, str):
        return text
    return tuple(part.strip() for part in text.split(";") if part.strip())


@dataclass(frozen=True)
class OneOf:
    """In an annotation: lets through only the words of a vocabulary."""

    allowed: tuple[str, ...]

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return what pydantic checks a word by."""
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def _check(self, word: str) -> str:
        if word not in self.allowed:
            raise ValueError(f"{word!r} is not one of {', '.join(self.allowed)}")
        return word


_BLANK_IS_NONE = BeforeValidator(lambda cell: None if cell == "" else cell)


def one_of(allowed: tuple[str, ...], *, required: bool) -> Any:  # noqa: ANN401 (an annotation)
    """Return the type of a cell that holds a word of a vocabulary, or may be empty."""
    word = Annotated[str, OneOf(allowed)]
    return word if required else Annotated[word | None, _BLANK_IS_NONE]


_WEST, _SOUTH, _EAST, _NORTH = REGION.ground.accepted
_SPLIT = BeforeValidator(_split)

Text = Annotated[str, Field(min_length=1)]
OptionalText = Annotated[Text | None, _BLANK_IS_NONE]
Texts = Annotated[tuple[str, ...], _SPLIT]
Adcode = Annotated[str, OneOf(REGION.adcodes)]
OptionalAdcode = Annotated[Adcode | None, _BLANK_IS_NONE]
OptionalLongitude = Annotated[Annotated[float, Field(ge=_WEST, le=_EAST)] | None, _BLANK_IS_NONE]
OptionalLatitude = Annotated[Annotated[float, Field(ge=_SOUTH, le=_NORTH)] | None, _BLANK_IS_NONE]
OptionalMetres = Annotated[Annotated[int, Field(gt=0)] | None, _BLANK_IS_NONE]
OptionalCount = Annotated[Annotated[int, Field(gt=0)] | None, _BLANK_IS_NONE]
OptionalMoney = Annotated[Annotated[float, Field(gt=0, allow_inf_nan=False)] | None, _BLANK_IS_NONE]
OptionalUrl = Annotated[HttpUrl | None, _BLANK_IS_NONE]
OptionalSector = Annotated[Annotated[str, OneOf(SECTORS)] | None, _BLANK_IS_NONE]
Sectors = Annotated[tuple[Annotated[str, OneOf(SECTORS)], ...], _SPLIT]
Factors = Annotated[tuple[Annotated[str, OneOf(FACTORS)], ...], _SPLIT]
ProjectStatus = Annotated[str, OneOf(PROJECT_STATUSES)]
PolicyProgramme = Annotated[str, OneOf(POLICY_PROGRAMMES)]
PolicyKind = Annotated[str, OneOf(POLICY_KINDS)]
EndBasis = Annotated[Annotated[str, OneOf(END_BASES)] | None, _BLANK_IS_NONE]
PolicyStatus = Annotated[str, OneOf(POLICY_STATUSES)]
Confidence = Annotated[str, OneOf(CONFIDENCES)]
Sources = Annotated[Annotated[tuple[str, ...], Field(min_length=1)], _SPLIT]
DatePrecision = Literal["day", "month", "year", "none"]
Row: TypeAlias = Any
"""A row of a frame from ``itertuples``, whose columns pandas cannot type."""


@dataclass(frozen=True)
class Rule:
    """What fields of one record must be to each other, else ``check`` of them is a ValueError."""

    fields: tuple[str, ...]
    check: Callable[..., None]


class Record(BaseModel):
    """A row whose columns are exactly the fields of its model, and keep its rules."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    rules: ClassVar[tuple[Rule, ...]] = ()

    @model_validator(mode="after")
    def _keeps_rules(self) -> Self:
        for rule in self.rules:
            rule.check(*(getattr(self, name) for name in rule.fields))
        return self


def exactly_one(*fields: str) -> Rule:
    """Return the rule that one of some fields is given, and only one."""

    def check(*values: object) -> None:
        if sum(value is not None for value in values) != 1:
            raise ValueError(f"exactly one of {' and '.join(fields)} is given")

    return Rule(fields, check)


def _check_date(date: str, precision: str) -> None:
    """Raise ValueError where a date does not exist or is not written as its precision says."""
    if not _DATE_FORMS[precision].fullmatch(date):
        raise ValueError(f"date {date!r} is not of precision {precision!r}")
    if date:
        dt.date.fromisoformat((date + "-01-01")[:10])


def _check_partial_date(date: str) -> str:
    """Return a date of any precision, or an empty one; ValueError where it is none."""
    precision = next((name for name, form in _DATE_FORMS.items() if form.fullmatch(date)), "day")
    _check_date(date, precision)
    return date


PartialDate = Annotated[str, AfterValidator(_check_partial_date)]


class DatedRecord(Record):
    """A record whose date is written as precisely as its source gives it."""

    date: str
    date_precision: DatePrecision
    rules: ClassVar[tuple[Rule, ...]] = (Rule(("date", "date_precision"), _check_date),)


class HistoryStep(DatedRecord):
    """One dated step in the life of a project."""

    project: Text
    status: ProjectStatus
    source: Text
    note_zh: str
    note_en: str


def _check_end(until: str, replaced_by: str | None, basis: str | None, source: str | None) -> None:
    """Raise ValueError where an end has no basis or source, or these have no end."""
    ends = bool(until or replaced_by)
    if ends != bool(basis) or ends != bool(source):
        raise ValueError("an end has both end_basis and end_source, and only an end has them")


class Policy(DatedRecord):
    """One policy, tied to the places that its scope names.

    ``measures`` counts those of the plan of which this is one, or its own where no plan is named.
    Without ``sectors`` it is for every sector. ``until`` is the last day, month or year in which it
    held, ``replaced_by`` the policy that has taken its place.
    """

    id: Text
    title_zh: Text
    title_en: Text
    kind: PolicyKind
    sectors: Sectors
    factors: Factors
    scope: Sources
    scope_zh: Text
    scope_en: Text
    status: PolicyStatus
    until: PartialDate
    replaced_by: OptionalText
    end_basis: EndBasis
    end_source: OptionalText
    programme: PolicyProgramme
    plan_zh: str
    plan_en: str
    measures: OptionalCount
    before_zh: str
    before_en: str
    after_zh: str
    after_en: str
    figure_zh: str
    figure_en: str
    body_zh: str
    body_en: str
    confidence: Confidence
    sources: Sources
    note_zh: str
    note_en: str
    rules: ClassVar[tuple[Rule, ...]] = (
        *DatedRecord.rules,
        Rule(("until", "replaced_by", "end_basis", "end_source"), _check_end),
    )


class Place(Record):
    """A named park or site with its anchor point (WGS-84) and the radius of its uncertainty."""

    id: Text
    name_zh: Text
    name_en: Text
    parent: Text
    district: OptionalAdcode
    lon_wgs84: OptionalLongitude
    lat_wgs84: OptionalLatitude
    radius_m: OptionalMetres
    aliases: Texts

    @property
    def anchor(self) -> tuple[float, float] | None:
        """The WGS-84 (lon, lat) of the place, or None where it is not known."""
        if self.lon_wgs84 is None or self.lat_wgs84 is None:
            return None
        return self.lon_wgs84, self.lat_wgs84


class Service(Record):
    """A hall or window to turn to: the project or the policy of the register that names it."""

    project: OptionalText
    policy: OptionalText
    sector: OptionalSector
    help_zh: Text
    help_en: Text
    rules: ClassVar[tuple[Rule, ...]] = (exactly_one("project", "policy"),)


class Indicator(Record):
    """A figure of the programme as of a date."""

    id: Text
    name_zh: Text
    name_en: Text
    value: Annotated[float, Field(allow_inf_nan=False)]
    qualifier: Literal["exact", "about", "over", "nearly"]
    unit_zh: str
    unit_en: str
    as_of: Text
    as_of_precision: Literal["day", "month", "year"]
    scope: Text
    scope_zh: str
    scope_en: str
    source: Text
    confidence: Confidence
    note_zh: str
    note_en: str
    rules: ClassVar[tuple[Rule, ...]] = (Rule(("as_of", "as_of_precision"), _check_date),)


class Source(Record):
    """Where records come from.

    ``title`` is in the language of the source, the others are what it says in each of ours.
    ``class`` is A official, B press, C repost of B, D secondary, U a user's own file.
    """

    id: Text
    title: Text
    title_zh: Text
    title_en: Text
    publisher: str
    date: str
    source_class: Annotated[Literal["A", "B", "C", "D", "U"], Field(alias="class")]
    url: OptionalUrl
