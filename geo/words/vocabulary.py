"""The controlled vocabularies of the register, in the order in which they are shown."""

from typing import Final

LANGUAGES: Final = ("zh", "en")
LANGUAGE_NAMES: Final = {"zh": "中文", "en": "English"}
LANGUAGE_TAGS: Final = {"zh": "zh-CN", "en": "en"}
"""What a document's ``lang`` says."""

SECTORS: Final = (
    "technology",
    "digital",
    "finance",
    "commerce",
    "culture",
    "education",
    "health",
    "professional",
    "aviation",
)
FACTORS: Final = ("land", "finance", "talent", "technology", "data")
PROJECT_STATUSES: Final = (
    "announced",
    "signed",
    "registered",
    "under_construction",
    "landed",
    "operating",
)
POLICY_STATUSES: Final = ("landed", "in_progress")
NEWS: Final = ("recent", "silent", "settled")
"""News of a project: of the last two years; none since, though it is not final; or final before."""

POLICY_KINDS: Final = (
    "money",
    "access",
    "procedure",
    "service",
    "bundle",
    "plan",
    "case",
    "status",
)
"""What a policy gives: an award or relief, an opened field, an easier way through an office, help;
a document of many measures; a plan or rule, a case that succeeded, a place given a status."""

USABLE_KINDS: Final = POLICY_KINDS[: POLICY_KINDS.index("bundle")]
"""The kinds that a company can itself make use of."""

END_BASES: Final = ("stated", "inferred")
"""Whether a source states that a policy has ended, or we conclude it from what a source states."""

KINDS: Final = ("project", "institution", "facility", "infrastructure", "pilot_case")
ORIGINS: Final = ("foreign", "joint_venture", "domestic")
PROGRAMMES: Final = ("two_zones", "district")
POLICY_PROGRAMMES: Final = ("two_zones", "city", "district", "national")
"""Whose a policy is: of the programme, or a measure of the city, a district or the state."""
CONFIDENCES: Final = ("high", "medium", "low")

DISTRICT_METRICS: Final = ("projects", "investment", "policies")
CELL_METRICS: Final = ("density", "capital")
METRICS: Final = (*DISTRICT_METRICS, "fit", *CELL_METRICS, "none")
"""What the map is coloured by: districts, clusters by their rank, cells, or nothing."""

COLOURS: Final = ("area", "sector", "status")
"""What the bubbles are coloured by."""

BASEMAPS: Final = ("ground", "none", "osm", "amap", "tianditu")

FOUND_BY: Final = ("point", "stated", "place", "none")
"""How a district, cluster or site of a project was found."""

DATE_PRECISIONS: Final = ("day", "month", "year", "none")
"""How precisely a date is given."""

LEVELS: Final = ("point", "place", "district", "city")
"""The finest level at which a project is known; every project has exactly one."""

UNSTATED: Final = "unstated"
"""Stands in a filter for records whose source does not say."""

NO_CLUSTER: Final = "none"
"""Stands in a filter for projects in no cluster."""

TABS: Final = (
    "table",
    "holds",
    "fit",
    "shortlist",
    "progress",
    "charts",
    "compare",
    "policies",
    "indicators",
    "quality",
    "sources",
)
"""The tabs below the map, in order."""

CHECKS: Final = (
    "unlocated",
    "imprecise",
    "conflicting",
    "undated",
    "unlinked",
    "unclassified",
    "uncertain",
    "stale",
    "unsourced",
    "contradictory",
    "backwards",
    "twins",
    "exceeded",
    "foretold",
    "premature",
    "undated_policies",
    "unlinked_policies",
    "stale_policies",
    "unsourced_policies",
    "premature_policies",
    "outside_parent",
    "undated_sources",
    "uncited_sources",
    "repeated_sources",
)
"""The checks of the data's quality, in order."""
