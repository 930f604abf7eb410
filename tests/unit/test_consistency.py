"""The checks for faults: none in our data, and each finds what is put wrong."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from geo.__main__ import main
from geo.ask.quality import FAULTS, find_records
from geo.register.load import Register

Spoil = Callable[[Register], Register]


def with_cells(register: Register, table: str, where: str, **cells: object) -> Register:
    """Return a register with cells of the first row of an id (or a project's step) replaced."""
    frame = getattr(register, table).copy()
    key = frame["project"] if table == "history" else frame.get("id", frame.index)
    row = np.flatnonzero(np.asarray(key) == where)[0]
    for column, value in cells.items():
        frame[column] = frame[column].astype(object)
        frame.iloc[row, frame.columns.get_loc(column)] = value
    return replace(register, **{table: frame})


def add_twin(register: Register) -> Register:
    twin = register.projects[register.projects["id"] == "PP120"].assign(
        id="TWIN", name_zh="诺诚健华 创新药物生产基地（二）"
    )
    return replace(register, projects=pd.concat([register.projects, twin], ignore_index=True))


def before_the_programme(register: Register, policy: str) -> Register:
    """Return a register in which all sources of a policy are older than the programme."""
    for source in register.policies["sources"][policy]:
        register = with_cells(register, "sources", source, date="2020-08")
    return register


SPOILT: dict[str, tuple[str, Spoil]] = {
    "contradictory": ("PP195", lambda r: with_cells(r, "projects", "PP195", date="2023-12")),
    "backwards": ("PP139", lambda r: with_cells(r, "history", "PP139", status="operating")),
    "twins": ("PP120", add_twin),
    "exceeded": ("PX079", lambda r: with_cells(r, "projects", "PX080", investment_yi_cny=101.0)),
    "unsourced": ("PP027", lambda r: with_cells(r, "sources", "XHAZ", source_class="U")),
    "unsourced_policies": (
        "LP010",
        lambda r: with_cells(r, "sources", "NL2026", source_class="U"),
    ),
    "foretold": ("PP091", lambda r: with_cells(r, "history", "PP091", date="2023-05")),
    "premature": ("PP065", lambda r: with_cells(r, "projects", "PP065", programme="two_zones")),
    "premature_policies": ("LS008", lambda r: before_the_programme(r, "LS008")),
    "repeated_sources": (
        "XHAZ",
        lambda r: with_cells(r, "sources", "BAYDATA", url=r.sources["url"]["XHAZ"]),
    ),
    "outside_parent": ("cbd", lambda r: with_cells(r, "named", "cbd", lon_wgs84=116.6)),
}


def found(register: Register, name: str) -> set[str]:
    records = find_records(register, name)
    return set(records.get("id", records.index))


@pytest.mark.parametrize("name", FAULTS)
def test_our_data_has_no_fault(register: Register, name: str) -> None:
    assert not found(register, name)


@pytest.mark.parametrize("name", SPOILT)
def test_a_fault_is_found(register: Register, name: str) -> None:
    id_, spoil = SPOILT[name]
    assert id_ not in found(register, name)
    assert id_ in found(spoil(register), name)


def test_a_step_within_the_year_of_the_one_before_is_no_step_back(register: Register) -> None:
    assert "PP014" not in found(register, "backwards")  # operating in 2025, after 2025-08-18


def test_a_step_within_the_month_of_its_source_is_not_foretold(register: Register) -> None:
    spoilt = with_cells(register, "sources", "SY2303", date="2023-03-01")
    assert "PP091" not in found(spoilt, "foretold")  # announced in 2023-03


def test_aggregates_within_aggregates_are_not_counted_twice(register: Register) -> None:
    spoilt = with_cells(register, "projects", "PX080", investment_yi_cny=99.0)
    assert "PX079" not in found(spoilt, "exceeded")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_prints_every_check_and_passes_on_our_data(
    lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["quality", "--lang", lang]) == 0
    said = capsys.readouterr().out
    assert "PP009" in said
    assert {"zh": "须改正 0 处", "en": "faults to mend: 0"}[lang] in said
