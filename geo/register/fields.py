"""The table of fields of a project: whatever lists them, in any room, reads them here.

A column more is a row more here, its name under ``field`` in both word files, and its cells in
``data/projects.csv``; a filter more is also an attribute of `geo.view.view.View`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self

from pydantic import create_model, model_validator

from geo.region import REGION
from geo.register.records import (
    DatedRecord,
    DatePrecision,
    OptionalLatitude,
    OptionalLongitude,
    OptionalMetres,
    OptionalMoney,
    OptionalText,
    Sources,
    Text,
    one_of,
)
from geo.words.vocabulary import (
    CONFIDENCES,
    KINDS,
    LANGUAGES,
    LEVELS,
    NO_CLUSTER,
    ORIGINS,
    PROGRAMMES,
    PROJECT_STATUSES,
    SECTORS,
    UNSTATED,
)


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a project: what it holds, and where it takes part.

    What it is called stands under ``field.<name>`` in both word files, what its words are called
    under ``<name>.<word>``, and what else people write for either in ``synonyms.toml``.

    Attributes
    ----------
    name
        What the code calls it; the widget key and the parameter of a link where it filters.
    meaning, allowed
        Its row of the data dictionary; a vocabulary may say for itself what is allowed.
    type
        What pydantic holds a cell of ``data/projects.csv`` to; None: a word of the vocabulary.
    vocabulary
        Its words, in the order in which they are shown.
    is_place
        Its values are ids of places of the kind of its name, which are called as the place is.
    column
        The column of the register where that is not the name.
    bilingual
        It stands in two columns, ``<name>_zh`` and ``<name>_en``.
    found
        The join adds it to the register (`geo.ground.locate`); no file states it.
    unit
        What its numbers count: ``money`` (亿元), ``metres`` or ``degrees`` (WGS-84).
    filter
        It filters, in the ``first`` filters of the page or among ``more``.
    unstated
        The option of the filter for projects without a value; empty where there is none.
    compared
        A value that differs is a change: of an import, against what was there.
    searched
        A text that is searched for is looked for in it.
    intake
        A file of a user is read for it: as ``text``, as a ``word`` of the vocabulary, as a ``flag``
        (yes or no), or by a reader of its ``own`` in `geo.intake`; empty where it is never taken
        in.
    read_as
        The columns of a user's file that it is read from, where they are not its own.
    assumed
        What is taken where a file does not say; every project has such a field. None: no value.
    exported
        It is a column of the tables of projects (XLSX, CSV), in the order of this table.
    feature
        It is an attribute of the projects in GIS files (GeoJSON, GeoPackage, shapefile).
    short
        What a shapefile calls it, in at most ten bytes, where its column is longer.
    shown
        Where it is shown on screen: in the ``popup`` of a project, among the facts of the
        ``panel``, in the ``table`` below the map.
    """

    name: str
    meaning: str
    allowed: str = ""
    type: Any = None
    vocabulary: tuple[str, ...] = ()
    is_place: bool = False
    column: str = ""
    bilingual: bool = False
    found: bool = False
    unit: Literal["", "money", "metres", "degrees"] = ""
    filter: Literal["", "first", "more"] = ""
    unstated: str = ""
    compared: bool = False
    searched: bool = False
    intake: Literal["", "text", "word", "flag", "own"] = ""
    read_as: tuple[str, ...] = ()
    assumed: str | None = None
    exported: bool = False
    feature: bool = False
    short: str = ""
    shown: tuple[Literal["popup", "panel", "table"], ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the register that it stands in."""
        if self.bilingual:
            return tuple(f"{self.name}_{lang}" for lang in LANGUAGES)
        return (self.column or self.name,)

    @property
    def read_from(self) -> tuple[str, ...]:
        """The columns of a user's file that it is read from."""
        return self.read_as or (self.columns if self.bilingual else (self.name,))

    @property
    def dtype(self) -> str:
        """What a column of its own values is in pandas."""
        if self.type is Sources:
            return "object"
        return "bool" if self.type is bool else "float64" if self.unit else "str"

    def column_in(self, lang: str) -> str:
        """Return the column that a reader of a language is shown."""
        return f"{self.name}_{lang}" if self.bilingual else self.columns[0]

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen in its filter."""
        return (*self.vocabulary, self.unstated) if self.unstated else self.vocabulary


FIELDS: Final = (
    Field(
        name="id",
        meaning="stable identifier, used in links (`focus=project:PP009`)",
        allowed="text, required",
        type=Text,
        searched=True,
        intake="text",
        exported=True,
        feature=True,
    ),
    Field(
        name="name",
        meaning="name",
        allowed="text, required",
        type=Text,
        bilingual=True,
        compared=True,
        searched=True,
        intake="own",
        read_as=("name", "name_zh", "name_en"),
        exported=True,
        feature=True,
        shown=("popup", "table"),
    ),
    Field(
        name="sector",
        meaning=(
            "one of the programme's nine services sectors; a factory is filed under the nearest"
        ),
        vocabulary=SECTORS,
        filter="first",
        unstated=UNSTATED,
        compared=True,
        intake="word",
        exported=True,
        feature=True,
        shown=("popup", "table"),
    ),
    Field(
        name="industry",
        meaning="its field, more finely than the sector",
        allowed="text",
        type=str,
        bilingual=True,
        searched=True,
        intake="text",
        exported=True,
        shown=("panel",),
    ),
    Field(
        name="cluster",
        meaning="cluster as the source states it",
        allowed="cluster in `region.toml`, or empty",
        vocabulary=REGION.clusters,
        is_place=True,
        filter="first",
        unstated=NO_CLUSTER,
        compared=True,
        intake="own",
        exported=True,
        feature=True,
    ),
    Field(
        name="district",
        meaning="district as the source states it",
        allowed="adcode in `region.toml`, or empty",
        vocabulary=REGION.adcodes,
        is_place=True,
        filter="more",
        compared=True,
        intake="own",
        exported=True,
        feature=True,
    ),
    Field(
        name="place",
        meaning="the park or site it lies in",
        allowed="id in `places.csv`, or empty",
        type=OptionalText,
        is_place=True,
        compared=True,
        intake="own",
        exported=True,
        feature=True,
        shown=("popup", "table"),
    ),
    Field(
        name="location",
        meaning="the location in the source's terms: street, plot, building",
        allowed="text",
        type=str,
        bilingual=True,
        compared=True,
        searched=True,
        intake="text",
        read_as=("address", "location_en"),
        exported=True,
        shown=("panel",),
    ),
    Field(
        name="lon_wgs84",
        meaning="the project's own point, only where it is known better than its place: longitude",
        allowed="degrees",
        type=OptionalLongitude,
        unit="degrees",
        intake="own",
        read_as=("lon", "coordinates", "datum"),
    ),
    Field(
        name="lat_wgs84",
        meaning="its latitude",
        allowed="degrees",
        type=OptionalLatitude,
        unit="degrees",
        intake="own",
        read_as=("lat",),
    ),
    Field(
        name="precision_m",
        meaning="the error to expect of that point",
        allowed="whole metres above 0; given with the point or not at all",
        type=OptionalMetres,
        unit="metres",
        intake="own",
    ),
    Field(
        name="level",
        meaning="how well its place is known, see below",
        vocabulary=LEVELS,
        found=True,
        exported=True,
        feature=True,
        shown=("table",),
    ),
    Field(
        name="lon",
        meaning="longitude of its own point or of the anchor of its place, WGS-84",
        found=True,
        unit="degrees",
        compared=True,
        exported=True,
    ),
    Field(
        name="lat",
        meaning="latitude of that point, WGS-84",
        found=True,
        unit="degrees",
        compared=True,
        exported=True,
    ),
    Field(
        name="radius",
        column="radius_m",
        meaning="the error to expect of that point, or the radius of its place",
        found=True,
        unit="metres",
        exported=True,
        feature=True,
        shown=("popup",),
    ),
    Field(
        name="kind",
        meaning="what it is; `infrastructure` is for parks too",
        vocabulary=KINDS,
        filter="more",
        compared=True,
        intake="word",
        assumed="project",
        exported=True,
        feature=True,
    ),
    Field(
        name="status",
        meaning="the last step known",
        vocabulary=PROJECT_STATUSES,
        filter="first",
        compared=True,
        intake="word",
        assumed="announced",
        exported=True,
        feature=True,
        shown=("popup", "table"),
    ),
    Field(
        name="date",
        meaning=(
            "when it reached that status; where only the report's date is known, `note` says so"
        ),
        allowed="date",
        type=str,
        compared=True,
        intake="own",
        exported=True,
        feature=True,
        shown=("popup", "table"),
    ),
    Field(
        name="date_precision",
        meaning="how precisely the date is given",
        allowed="`day`, `month`, `year`, `none`",
        type=DatePrecision,
        intake="own",
    ),
    Field(
        name="investment",
        column="investment_yi_cny",
        meaning="amount disclosed",
        allowed="亿元, above 0",
        type=OptionalMoney,
        unit="money",
        compared=True,
        intake="own",
        read_as=("investment", "currency", "unit"),
        exported=True,
        feature=True,
        short="invest_yi",
        shown=("panel", "table"),
    ),
    Field(
        name="investment_note",
        meaning=(
            "what the amount is, and amounts that are not an investment (registered capital, fund "
            "size, land price, output)"
        ),
        allowed="text",
        type=str,
        bilingual=True,
        intake="text",
        shown=("panel",),
    ),
    Field(
        name="aggregate",
        meaning="`yes`: the record is a sum of several projects",
        allowed="`yes`, `no`",
        type=bool,
        compared=True,
        intake="flag",
        exported=True,
        feature=True,
    ),
    Field(
        name="part_of",
        meaning="the aggregate that it belongs to",
        allowed="id in this file, or empty",
        type=OptionalText,
        compared=True,
        intake="text",
        feature=True,
    ),
    Field(
        name="origin",
        meaning="where the investor comes from",
        vocabulary=ORIGINS,
        filter="more",
        unstated=UNSTATED,
        compared=True,
        intake="word",
        exported=True,
        feature=True,
        shown=("panel",),
    ),
    Field(
        name="programme",
        meaning=(
            "`two_zones`: its source places it in the programme; `district`: a key project of a "
            "district that its source does not call “two zones”"
        ),
        vocabulary=PROGRAMMES,
        filter="more",
        compared=True,
        intake="word",
        assumed="two_zones",
        exported=True,
        feature=True,
    ),
    Field(
        name="confidence",
        meaning="see [sources](#sourcescsv)",
        vocabulary=CONFIDENCES,
        intake="word",
        assumed="medium",
        exported=True,
        feature=True,
    ),
    Field(
        name="sources",
        meaning="where the record comes from, at least one",
        allowed="ids in `sources.csv`",
        type=Sources,
        exported=True,
        feature=True,
    ),
    Field(
        name="note",
        meaning="what a reader should know",
        allowed="text",
        type=str,
        bilingual=True,
        intake="text",
        exported=True,
        shown=("panel",),
    ),
)
"""Every field, in the order in which tables and files have them and the page its filters."""

FIELD: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}
STATED: Final = tuple(field for field in FIELDS if not field.found)
"""The fields that a row of ``data/projects.csv`` states."""

FILTERS: Final = tuple(field for field in FIELDS if field.filter)
POINT: Final = ("lon_wgs84", "lat_wgs84", "precision_m")
"""The columns of a project's own point, which are given together or not at all."""


def _cell(field: Field) -> Any:  # noqa: ANN401 (an annotation may be any object)
    """Return the annotation by which pydantic checks a cell of a field."""
    if field.type is None:
        return one_of(field.vocabulary, required=field.assumed is not None)
    return field.type


class _OnePoint(DatedRecord):
    """A record whose point is whole."""

    @model_validator(mode="after")
    def _point_is_whole(self) -> Self:
        given = [getattr(self, name) is not None for name in POINT]
        if any(given) and not all(given):
            raise ValueError(f"{', '.join(POINT)} are given together or not at all")
        return self


_CELLS: Final[dict[str, Any]] = {
    column: (_cell(field), ...) for field in STATED for column in field.columns
}

Project: Final = create_model(
    "Project",
    __base__=_OnePoint,
    __doc__="One project, institution, facility or pilot case, as a row of the table states it.",
    **_CELLS,
)
"""The schema of ``data/projects.csv``."""
