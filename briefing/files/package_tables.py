"""The tables of a GeoPackage for programs: in codes, and what columns are called."""

from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import pandas as pd

from briefing.content import Briefing
from briefing.files.code_table import code_table
from briefing.files.frames import (
    FEATURES,
    about_table,
    district_features,
    project_features,
    project_shapes,
    zone_features,
)
from geo.register.fields import FIELDS
from geo.register.measures import Clause, Condition
from geo.register.records import Policy, Source
from geo.say.measure_tables import clauses_of, conditions_of
from geo.words.text import Text
from geo.words.vocabulary import LANGUAGES

SEVERAL: Final = ";"
"""Between the values of a cell that has several."""


COUNTS: Final = ("measures", "pledge_years")
"""The columns of whole numbers that may have gaps."""


def shapes_of(briefing: Briefing) -> dict[str, gpd.GeoDataFrame]:
    """Return the layers of shapes by name, in WGS-84."""
    own = project_shapes(briefing)
    return {
        "projects": project_features(briefing),
        **({"project_shapes": own} if len(own) else {}),
        "zones": zone_features(briefing),
        "districts": district_features(briefing),
    }


def tables_of(briefing: Briefing) -> dict[str, pd.DataFrame]:
    """Return the tables without shapes by name, their columns named as in ``data/README.md``."""
    register, holding = briefing.atlas.register, briefing.focus.holding
    policies = holding.policies
    groups = {id_: name for name, group in holding.groups() for id_ in group.index}
    cited = {source.id: source.cited for source in briefing.sources}
    sources = register.sources.loc[list(cited)]
    facts = about_table(briefing)
    return {
        "policies": _columns(policies, Policy.model_fields).assign(
            holds=[groups[id_] for id_ in policies.index]
        ),
        "clauses": _columns(clauses_of(register, policies.index), Clause.model_fields),
        "conditions": _columns(conditions_of(register, policies.index), Condition.model_fields),
        "sources": _columns(sources, Source.model_fields).assign(cited=list(cited.values())),
        "codes": code_table(register),
        "about": facts.set_axis(["fact", "value"], axis="columns"),
    }


def aliases_of(columns: Iterable[str], text: Text) -> dict[str, str]:
    """Return what columns are called in words; one without a word keeps its name."""
    known = {**_field_names(text), **text.section("gis_column")}
    return {column: known.get(column, column) for column in columns}


def _columns(records: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """Return records with some columns, several values in a cell joined, gaps as None."""
    whole = records if "id" in records else records.rename_axis(index="id").reset_index()
    named = [name for name in names if name in whole and name != "id"]
    table = whole[["id", *named] if "id" in whole else named]
    joined = table.map(lambda cell: SEVERAL.join(cell) if isinstance(cell, tuple) else cell)
    return joined.astype({name: "Int64" for name in COUNTS if name in joined})


def _field_names(text: Text) -> dict[str, str]:
    """Return the names of the columns of projects, of bilingual ones each by its language."""
    names = {column: text(f"field.{f.name}") for f in FIELDS for column in f.columns}
    return names | {
        f"{field.name}_{lang}": text(f"data.in_{lang}", name=text(f"field.{field.name}"))
        for field in FEATURES
        if field.bilingual
        for lang in LANGUAGES
    }
