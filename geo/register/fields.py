"""The table of fields of a project: whatever lists them, in any room, reads them here.

A column more is a row more here, its name under ``field`` in both word files, and its cells in
``data/projects.csv``; a filter more is also an attribute of `geo.view.view.View`.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from geo.region import REGION
from geo.register.field import Field, Role
from geo.register.records import (
    DatePrecision,
    OptionalLatitude,
    OptionalLongitude,
    OptionalMetres,
    OptionalMoney,
    OptionalText,
    Sources,
    Text,
)
from geo.words.vocabulary import (
    CONFIDENCES,
    DATE_PRECISIONS,
    KINDS,
    LEVELS,
    NEWS,
    NO_CLUSTER,
    ORIGINS,
    PROGRAMMES,
    PROJECT_STATUSES,
    SECTORS,
    UNSTATED,
)

FIELDS: Final = (
    Field(
        name="id",
        meaning="stable identifier, used in links (`focus=project:PP009`)",
        allowed="text, required",
        type=Text,
        intake="text",
        roles=("searched", "exported", "gis"),
    ),
    Field(
        name="name",
        meaning="name",
        allowed="text, required",
        type=Text,
        bilingual=True,
        intake="own",
        read_as=("name", "name_zh", "name_en"),
        roles=("searched", "compared", "exported", "gis", "popup", "table"),
    ),
    Field(
        name="sector",
        meaning=(
            "one of the programme's nine services sectors; a factory is filed under the nearest"
        ),
        vocabulary=SECTORS,
        filter="first",
        unstated=UNSTATED,
        intake="word",
        roles=("compared", "exported", "gis", "popup", "table"),
    ),
    Field(
        name="industry",
        meaning="its field, more finely than the sector",
        allowed="text",
        type=str,
        bilingual=True,
        intake="text",
        roles=("searched", "exported", "panel"),
    ),
    Field(
        name="cluster",
        meaning="cluster as the source states it",
        allowed="cluster in `region.toml`, or empty",
        vocabulary=REGION.clusters,
        is_place=True,
        filter="first",
        unstated=NO_CLUSTER,
        intake="own",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="district",
        meaning="district as the source states it",
        allowed="adcode in `region.toml`, or empty",
        vocabulary=REGION.adcodes,
        is_place=True,
        filter="more",
        intake="own",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="place",
        meaning="the park or site it lies in",
        allowed="id in `places.csv`, or empty",
        type=OptionalText,
        is_place=True,
        intake="own",
        roles=("compared", "exported", "gis", "popup", "table"),
    ),
    Field(
        name="location",
        meaning="the location in the source's terms: street, plot, building",
        allowed="text",
        type=str,
        bilingual=True,
        intake="text",
        read_as=("address", "location_en"),
        roles=("searched", "compared", "exported", "panel"),
    ),
    Field(
        name="lon_wgs84",
        meaning="the project's own point, only where it is known better than its place: longitude",
        allowed="degrees",
        type=OptionalLongitude,
        unit="degrees",
        intake="own",
        read_as=("lon", "coordinates", "datum", "level"),
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
        roles=("exported", "gis", "table"),
    ),
    Field(
        name="lon",
        meaning="longitude of its own point or of the anchor of its place, WGS-84",
        found=True,
        unit="degrees",
        roles=("compared", "exported"),
    ),
    Field(
        name="lat",
        meaning="latitude of that point, WGS-84",
        found=True,
        unit="degrees",
        roles=("compared", "exported"),
    ),
    Field(
        name="radius",
        column="radius_m",
        meaning="the error to expect of that point, or the radius of its place",
        found=True,
        unit="metres",
        roles=("exported", "gis", "popup"),
    ),
    Field(
        name="kind",
        meaning="what it is; `infrastructure` is for parks too",
        vocabulary=KINDS,
        filter="more",
        intake="word",
        assumed="project",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="status",
        meaning="the last step known",
        vocabulary=PROJECT_STATUSES,
        filter="first",
        intake="word",
        assumed="announced",
        roles=("compared", "exported", "gis", "popup", "table"),
    ),
    Field(
        name="date",
        meaning=(
            "when it reached that status; where only the report's date is known, `note` says so"
        ),
        allowed="date",
        type=str,
        intake="own",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="news",
        meaning=(
            "whether it was heard of in the two years before the register's day (`recent`), had "
            "landed before (`settled`), or had not and was not heard of since (`silent`)"
        ),
        vocabulary=NEWS,
        found=True,
        filter="more",
        unstated=UNSTATED,
        roles=("exported", "gis"),
    ),
    Field(
        name="date_precision",
        meaning="how precisely the date is given",
        allowed="`day`, `month`, `year`, `none`",
        type=DatePrecision,
        vocabulary=DATE_PRECISIONS,
        intake="own",
        roles=("exported",),
    ),
    Field(
        name="investment",
        column="investment_yi_cny",
        meaning="amount disclosed",
        allowed="亿元, above 0",
        type=OptionalMoney,
        unit="money",
        intake="own",
        read_as=("investment", "aggregate_investment", "currency", "unit"),
        short="invest_yi",
        roles=("compared", "exported", "gis", "panel", "table"),
    ),
    Field(
        name="aggregate_investment",
        column="aggregate_investment_yi_cny",
        meaning=(
            "the amount of an aggregate, which exports state here alone, so that "
            "`investment_yi_cny` adds up"
        ),
        found=True,
        unit="money",
        short="aggr_yi",
        roles=("exported", "gis"),
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
        short="invnote",
        roles=("exported", "gis", "panel"),
    ),
    Field(
        name="aggregate",
        meaning="`yes`: the record is a sum of several projects",
        allowed="`yes`, `no`",
        type=bool,
        intake="flag",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="part_of",
        meaning="the aggregate that it belongs to",
        allowed="id in this file, or empty",
        type=OptionalText,
        intake="text",
        roles=("compared", "gis"),
    ),
    Field(
        name="origin",
        meaning="where the investor comes from",
        vocabulary=ORIGINS,
        filter="more",
        unstated=UNSTATED,
        intake="word",
        roles=("compared", "exported", "gis", "panel"),
    ),
    Field(
        name="programme",
        meaning=(
            "`two_zones`: its source places it in the programme; `district`: a key project of a "
            "district that its source does not call “two zones”"
        ),
        vocabulary=PROGRAMMES,
        filter="more",
        intake="word",
        assumed="two_zones",
        roles=("compared", "exported", "gis"),
    ),
    Field(
        name="confidence",
        meaning="see [sources](#sourcescsv)",
        vocabulary=CONFIDENCES,
        intake="word",
        assumed="medium",
        roles=("exported", "gis"),
    ),
    Field(
        name="sources",
        meaning="where the record comes from, at least one",
        allowed="ids in `sources.csv`",
        type=Sources,
        roles=("exported", "gis"),
    ),
    Field(
        name="note",
        meaning="what a reader should know",
        allowed="text",
        type=str,
        bilingual=True,
        intake="text",
        roles=("exported", "panel"),
    ),
)
"""Every field, in the order in which tables and files have them and the page its filters."""

FIELD: Final[Mapping[str, Field]] = {field.name: field for field in FIELDS}
STATED: Final = tuple(field for field in FIELDS if not field.found)
"""The fields that a row of ``data/projects.csv`` states."""

STATED_TYPES: Final[Mapping[str, str]] = {
    column: field.dtype for field in STATED for column in field.columns
}
"""What the columns of ``data/projects.csv`` are in pandas, also where no row fills them."""

FILTERS: Final = tuple(field for field in FIELDS if field.filter)
POINT: Final = ("lon_wgs84", "lat_wgs84", "precision_m")
"""The columns of a project's own point, which are given together or not at all."""


def fields_with(*roles: Role) -> tuple[Field, ...]:
    """Return the fields that have any of some roles, in the order of the table."""
    return tuple(field for field in FIELDS if not set(roles).isdisjoint(field.roles))


def columns_of(fields: Iterable[Field]) -> list[str]:
    """Return the columns of the register that fields stand in."""
    return [column for field in fields for column in field.columns]
