"""The measures within policies and the conditions of both, as tables to read and to reckon with."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from geo.register.load import Register
from geo.register.records import given
from geo.say.source_words import citations
from geo.say.spreadsheet import recorded_dates
from geo.words.text import Text

MONEY: Final = ("amount", "cap")
CONDITION_CODES: Final = ("part", "or_group", "key", "operator")


def clauses_of(register: Register, policies: Iterable[str]) -> pd.DataFrame:
    """Return the register's clauses of some policies, indexed by id."""
    return register.clauses[register.clauses["policy"].isin(list(policies))]


def conditions_of(register: Register, policies: Iterable[str]) -> pd.DataFrame:
    """Return the register's conditions of some policies and of their clauses.

    ``policy`` names the policy of each, those of a clause too.
    """
    owners = register.conditions["clause"].map(register.clauses["policy"])
    owned = register.conditions.assign(policy=register.conditions["policy"].fillna(owners))
    return owned[owned["policy"].isin(list(policies))].reset_index(drop=True)


def clause_table(register: Register, policies: Iterable[str], text: Text) -> pd.DataFrame:
    """Return the clauses of some policies, a row a clause, under heads in words.

    Money is in 万元, in English in CNY m; where a clause has no place of its own it holds where its
    policy does.
    """
    rows = clauses_of(register, policies)
    columns: dict[str, Iterable[object]] = {
        "columns.clause": rows.index,
        "columns.policy": rows["policy"],
        "policies.name": rows["policy"].map(register.policies[f"title_{text.lang}"]),
        "columns.measure": rows[f"clause_{text.lang}"],
        "policies.kind": [text(f"policy_kind.{kind}") for kind in rows["kind"]],
        "field.sector": [_said("sector", own, text) for own in rows["sectors"]],
        "policies.scope": [_places(register, own, text) for own in rows["scope"]],
        **{f"columns.{name}": _money(rows[f"{name}_wan_cny"], text) for name in MONEY},
        "columns.percentage": rows["percentage"].astype(float),
        "columns.percentage_of": rows[f"percentage_of_{text.lang}"],
        "columns.window": rows[f"window_{text.lang}"],
        "columns.pledge_years": rows["pledge_years"].astype(float),
        "columns.stated_on": recorded_dates(rows["stated_on"]),
        "columns.beside": rows["beside"],
        "field.note": rows[f"note_{text.lang}"],
        "field.sources": _cited(register, rows["source"], text),
    }
    return _under_heads(columns, text)


def condition_table(register: Register, policies: Iterable[str], text: Text) -> pd.DataFrame:
    """Return what some policies and their clauses ask for, a row a condition, heads in words."""
    rows = conditions_of(register, policies)
    columns: dict[str, Iterable[object]] = {
        "columns.policy": rows["policy"],
        "policies.name": rows["policy"].map(register.policies[f"title_{text.lang}"]),
        "columns.clause": rows["clause"],
        "columns.measure": rows["clause"].map(register.clauses[f"clause_{text.lang}"]),
        "columns.condition": rows[f"paraphrase_{text.lang}"],
        **{f"columns.{name}": rows[name] for name in CONDITION_CODES},
        "columns.value": rows["value"].map("; ".join),
        "columns.stated_in": rows["stated_in"],
        "field.sources": _cited(register, rows["source"], text),
    }
    return _under_heads(columns, text)


def _under_heads(columns: dict[str, Iterable[object]], text: Text) -> pd.DataFrame:
    return pd.DataFrame({text(head): list(cells) for head, cells in columns.items()}, dtype=object)


def _money(wan_cny: pd.Series, text: Text) -> list[float | None]:
    """Return amounts in 万元 in the language's unit of them."""
    return [None if pd.isna(wan) else text.small_amount(wan) for wan in wan_cny]


def _said(section: str, words: Iterable[str], text: Text) -> str:
    return text("briefing.comma").join(text(f"{section}.{word}") for word in words)


def _places(register: Register, keys: Iterable[str], text: Text) -> str:
    return " / ".join(register.places[key].name(text.lang) for key in keys)


def _cited(register: Register, ids: pd.Series, text: Text) -> list[str]:
    cited = citations(register.sources, text)
    return [cited[id_] if given(id_) else "" for id_ in ids]
