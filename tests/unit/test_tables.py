"""Tables are judged by columns as they are judged record by record: alike, in the same words."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import RegisterError
from geo.register import tables
from geo.register.load import TABLES
from geo.register.records import Place, Record
from geo.register.tables import read_frame, read_table
from tests.unit.tables import DATA

MODELS: dict[str, type[Record]] = {**TABLES, "places.csv": Place}
WORDS = """x 0 -1 1e3 1e999 nan yes no 116.4 39.9 day year none 2021 2021-02 2021-02-30 finance a;b
; landed 110105 GOV01 https://a.cn 中文 in asks " 1.5 +5"""
ODD = st.sampled_from([*WORDS.split(), "", " ", " 39.9 ", "no address", "\u3000", "\n"])


def rows_of(name: str) -> list[list[str]]:
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


ROWS = {name: rows_of(name) for name in MODELS}


@st.composite
def changed_tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    """Return the name of a table, its header and some of its rows, of which a few are changed."""
    name = draw(st.sampled_from(sorted(MODELS)))
    header, *rows = ROWS[name]
    picked = draw(st.lists(st.sampled_from(rows), min_size=1, max_size=7))
    table = [list(row) for row in [header, *picked]]
    for _ in range(draw(st.integers(0, 3))):
        row = draw(st.sampled_from(table if draw(st.integers(0, 9)) == 0 else table[1:]))
        column = draw(st.integers(0, len(row)))
        match draw(st.sampled_from(["cell", "cell", "cell", "swap", "short", "long", "blank"])):
            case "cell":
                row[column : column + 1] = [draw(ODD)]
            case "swap":
                row[column : column + 1] = [draw(st.sampled_from(header + picked[0]))]
            case "short":
                del row[column:]
            case "long":
                row.append(draw(ODD))
            case "blank":
                row.clear()
    return name, table


def outcome(read: object, path: Path, model: type[Record]) -> pd.DataFrame | tuple[str, str]:
    """Return what reading a table gives: a frame, or what is said of it in both languages."""
    try:
        found = read(path, model)  # type: ignore[operator]
    except RegisterError as error:
        return error.sentence("zh"), error.sentence("en")
    if isinstance(found, pd.DataFrame):
        return found
    return pd.DataFrame([record.model_dump() for record in found])


def assert_agree(path: Path, model: type[Record]) -> None:
    by_record, by_column = (outcome(read, path, model) for read in (read_table, read_frame))
    if isinstance(by_record, pd.DataFrame):
        assert isinstance(by_column, pd.DataFrame), by_column
        pd.testing.assert_frame_equal(by_column, by_record, check_exact=True)
    else:
        assert by_column == by_record


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tables") / "table.csv"


@settings(max_examples=150)
@given(changed=changed_tables(), chunk=st.sampled_from([1, 2, 3, 100]))
def test_both_judges_agree(changed: tuple[str, list[list[str]]], chunk: int, path: Path) -> None:
    name, table = changed
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(table)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "CHUNK", chunk)
        assert_agree(path, MODELS[name])


@pytest.mark.parametrize("name", MODELS)
def test_our_own_tables_are_read_alike(name: str) -> None:
    assert_agree(DATA / name, MODELS[name])


@pytest.mark.parametrize(
    "end", [b"\xff\xfe\n", b"a" * 200_000, b""], ids=["not UTF-8", "a cell without end", "nothing"]
)
def test_that_a_file_cannot_be_read_is_said_first(
    end: bytes, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "CHUNK", 2)
    header, *steps = (DATA / "history.csv").read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([header, *steps[:3], b"nobody\n", *steps[3:9], end]))
    assert_agree(path, MODELS["history.csv"])


def test_only_distinct_cells_are_judged_and_only_a_bad_record_as_a_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = MODELS["history.csv"]
    header, step = ROWS["history.csv"][:2]
    judged: list[object] = []
    whole = model.model_validate.__func__  # type: ignore[attr-defined]
    record = classmethod(lambda cls, row: judged.append(row) or whole(cls, row))
    monkeypatch.setattr(model, "model_validate", record)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *[step] * 5_000, step[:2], *[step] * 9])
    with pytest.raises(RegisterError, match="line 5002"):
        read_frame(path, model)
    assert len(judged) == 1
