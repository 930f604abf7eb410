"""What conditions of policies ask for: keys, the values of each, units, and what includes what.

A *type* is what a company is by its licence, so it is one of them only; a *trait* is what it may be
besides. Words for what can be answered stand in the section ``answer`` of the words.
"""

from collections.abc import Mapping
from typing import Final

ENTITY_TYPES: Final[Mapping[str, str | None]] = {
    "financial_institution": None,
    "bank": "financial_institution",
    "insurance_asset_manager": "financial_institution",
    "fund_manager": "financial_institution",
    "venture_capital_company": None,
    "law_firm": None,
    "arbitration_institution": None,
    "medical_institution": None,
    "training_institution": None,
    "travel_agency": None,
    "company": None,
}
"""The types of entity and the wider type of each; ``company`` is one of none of the others."""

ENTITY_TRAITS: Final = (
    "headquarters",
    "rd_centre",
    "multinational",
    "investment_facilitator",
    "high_tech_firm",
    "unicorn",
    "leading_firm",
    "small_firm",
    "named_firm",
    "biomedical_firm",
    "retail_brand",
    "leasing_company",
    "non_financial_firm",
    "non_profit",
    "consortium",
    "national_platform",
)

ACTIVITIES: Final = (
    "adult_training",
    "air_cargo",
    "aircraft_parts",
    "app_store",
    "biologics_import",
    "bonded_art",
    "bonded_rd",
    "bonded_trade",
    "business_services",
    "clinic",
    "clinical_trial",
    "commercial_arbitration",
    "data_export",
    "delivery_robots",
    "domestic_reinvestment",
    "duty_free_shop",
    "factoring",
    "financing_on_ip",
    "first_store",
    "fund_custody",
    "fund_share_transfer",
    "human_genetic_resources",
    "import_export",
    "incubator",
    "industrial_land",
    "innovative_medicine",
    "internet_access",
    "medicine_import",
    "natural_science_rd",
    "online_health",
    "outbound_travel",
    "performances",
    "personalised_cosmetics",
    "processing",
    "property_in_trust",
    "publicly_funded_project",
    "qdlp",
    "qflp",
    "rare_disease_medicine",
    "retail",
    "securities_advice",
    "service_invention",
    "special_articles",
    "stem_cell_gene",
    "technology_transfer",
    "telecom_services",
    "virtual_private_network",
    "wholesale",
)

STAGES: Final = ("new", "moved_in", "established")
STAGE_TRAITS: Final = ("newly_recognised", "upgraded", "first_in_beijing", "before_listing")
FOREIGN_STAFF: Final = ("foreign_staff", "no_foreign_staff")
STAFF_TRAITS: Final = (
    "overseas_qualified",
    "leading_talent",
    "lawyer",
    "senior",
    "domestic_worker",
)

INDUSTRIES: Final = (
    "automotive",
    "communications",
    "construction",
    "futures",
    "health",
    "information",
    "manufacturing",
    "software",
)
GOODS: Final = (
    "devices",
    "drugs",
    "fund_assets",
    "intellectual_property",
    "research_materials",
)

NUMBER_UNITS: Final = ("cny_bn", "cny_m", "usd_m", "pct", "years", "m2", "count")
"""How the name of a key ends whose value is a number."""

WORD_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "origin": ("foreign", "joint_venture", "domestic"),
    "entity": (*ENTITY_TYPES, *ENTITY_TRAITS),
    "activity": ACTIVITIES,
    "stage": (*STAGES, *STAGE_TRAITS),
    "staff": (*FOREIGN_STAFF, *STAFF_TRAITS),
    "industry": INDUSTRIES,
    "goods": GOODS,
}
"""The keys whose values are words of ours, and the words."""

PLACE_KEY: Final = "venue"
"""The key whose values are places: where one has to be registered, or to do it."""

OTHER_KEY: Final = "other"
"""The key of what the source asks for and no other key can say: only ``asks`` goes with it."""

OPERATORS: Final = ("in", ">=", ">", "<=", "<", "asks")


def is_number(key: str) -> bool:
    """Tell whether the values of a key are numbers: its name ends with a unit."""
    return key.endswith(tuple(f"_{unit}" for unit in NUMBER_UNITS))


def wider_types(entity: str) -> tuple[str, ...]:
    """Return a type of entity and all wider types of it; nothing for a trait."""
    chain = []
    step: str | None = entity if entity in ENTITY_TYPES else None
    while step is not None:
        chain.append(step)
        step = ENTITY_TYPES[step]
    return tuple(chain)
