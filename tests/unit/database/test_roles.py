"""The roles of the operators' page: a reader reads, an editor edits, nobody rewrites history."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from geo.database.copy import refresh
from geo.errors.keeping import DatabaseRightsError
from geo.keep import postgres
from geo.keep.change import Change, RowChange
from geo.keep.reason import Reason
from geo.keep.shelf import Shelf
from geo.keep.shelves import open_shelf
from geo.keep.transfer import put_register
from geo.register.load import Register
from geo.settings import DATA
from tests.postgis import Cluster

DOCS = Path(__file__).resolve().parents[3] / "docs"
GRANTS = re.compile(r"```sql\n(.*?)```", re.DOTALL)
PASSWORD = "role"  # noqa: S105 (of nothing that is)
ROLES = ("owner", "reader", "editor")


def grants(page: str = "operator.md") -> str:
    """Return what the operators' page has the owner run."""
    (block,) = GRANTS.findall((DOCS / page).read_text("utf-8"))
    return str(block)


@pytest.fixture(scope="module")
def shared(postgis: Cluster) -> Iterator[dict[str, str]]:
    """Return the addresses of one database for each role."""
    with postgis.database() as address:
        name = address.rpartition("/")[2]
        postgis.tell("CREATE EXTENSION postgis", address)
        for role in ROLES:
            postgis.tell(f"CREATE ROLE {role} LOGIN PASSWORD '{PASSWORD}'")
        postgis.tell(f"ALTER DATABASE {name} OWNER TO owner")
        found = {role: postgis.address(name, role, PASSWORD) for role in ROLES}
        put_register(DATA, found["owner"], Reason("赵"))
        with psycopg.connect(found["owner"]) as connection:
            connection.execute(grants().encode())
        yield found
    for role in ROLES:
        postgis.tell(f"DROP ROLE {role}")


def rename(shelf: Shelf) -> Change:
    row = shelf.row("projects", "PS007")
    assert row is not None
    return Change.made("王", [RowChange.between("projects", row, {**row, "name_zh": "新名称"})])


def test_a_reader_reads_and_writes_nothing(shared: dict[str, str], tmp_path: Path) -> None:
    assert refresh(shared["reader"], tmp_path / "data")
    shelf = open_shelf(shared["reader"])
    for write in (shelf.propose, shelf.commit):
        with pytest.raises(DatabaseRightsError):
            write(rename(shelf))


def test_an_editor_proposes_and_accepts_and_rewrites_no_history(
    shared: dict[str, str], register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "load_register", lambda _: register)
    shelf = open_shelf(shared["editor"])
    shelf.decide(shelf.propose(rename(shelf)).id, "accepted", "李")
    (change,) = shelf.changes("projects", "PS007")
    assert change.who == "王"
    for forged in (
        b"UPDATE twozones_desk.change SET who = 'x'",
        b"DELETE FROM twozones_desk.row_change",
        b"SELECT twozones_desk.touch()",
    ):
        with (
            pytest.raises(psycopg.errors.InsufficientPrivilege),
            psycopg.connect(shared["editor"]) as connection,
        ):
            connection.execute(forged)


def test_both_pages_give_the_same_rights() -> None:
    assert grants() == grants("operator.zh-CN.md")
