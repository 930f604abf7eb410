"""Copies of large tables: the same frame as the file gives, and never another's or a broken one."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from geo.errors import RegisterError
from geo.register import copies, tables
from geo.register.load import TABLES, load_register
from geo.register.tables import read_frame
from geo.settings import Settings
from tests.unit.tables import DATA

PROJECT = TABLES["projects.csv"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty cache folder; every file is large enough for a copy."""
    folder = tmp_path / "cache"
    monkeypatch.setattr(copies, "settings", lambda: Settings(cache=folder))
    monkeypatch.setattr(copies, "WORTH_BYTES", 0)
    return folder


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "projects.csv", tmp_path))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of the schemas by which a table was judged, as it happens."""
    seen: list[str] = []
    judge = tables.judge_columns

    def watched(cells: object, model: type) -> object:
        seen.append(model.__name__)
        return judge(cells, model)  # type: ignore[arg-type]

    monkeypatch.setattr(tables, "judge_columns", watched)
    return seen


@pytest.mark.parametrize("name", [name for name in TABLES if name != "sources.csv"])
def test_a_copy_is_what_the_file_gives(name: str, cache: Path, judged: list[str]) -> None:
    first = read_frame(DATA / name, TABLES[name])
    count = len(judged)
    again = read_frame(DATA / name, TABLES[name])
    assert len(judged) == count
    pd.testing.assert_frame_equal(again, first, check_exact=True)
    for column in first:
        assert [type(value) for value in again[column]] == [type(value) for value in first[column]]
    assert [file.suffix for file in cache.iterdir()] == [".arrow"]


def test_what_arrow_cannot_hold_is_read_again(cache: Path) -> None:
    first = read_frame(DATA / "sources.csv", TABLES["sources.csv"])  # addresses are objects
    pd.testing.assert_frame_equal(read_frame(DATA / "sources.csv", TABLES["sources.csv"]), first)
    assert not cache.exists()


def test_a_small_file_leaves_no_copy(
    path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "WORTH_BYTES", path.stat().st_size + 1)
    read_frame(path, PROJECT)
    assert not cache.exists()


@pytest.mark.usefixtures("cache")
def test_a_changed_file_is_read(path: Path) -> None:
    before = read_frame(path, PROJECT)
    path.write_text(path.read_text("utf-8").replace("e-CNY", "E-CNY"), "utf-8")
    after = read_frame(path, PROJECT)
    assert not after.equals(before)
    path.write_text(path.read_text("utf-8").replace(",landed,", ",done,", 1), "utf-8")
    with pytest.raises(RegisterError, match="status"):
        read_frame(path, PROJECT)


@pytest.mark.usefixtures("cache")
@pytest.mark.parametrize("what", ["code", "region", "schema"])
def test_a_copy_of_another_reader_is_stale(
    what: str, path: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read_frame(path, PROJECT)
    judged.clear()
    match what:
        case "code":
            monkeypatch.setattr(pd, "__version__", "0")
            monkeypatch.setattr(copies, "reader_digest", copies.reader_digest.__wrapped__)
        case "region":
            monkeypatch.setattr(copies, "REGION", None)
            monkeypatch.setattr(copies, "reader_digest", copies.reader_digest.__wrapped__)
        case "schema":
            read_frame(path, type("Other", (PROJECT,), {}))
            assert judged
            return
    read_frame(path, PROJECT)
    assert judged


HARM: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda stored: stored[: len(stored) // 2],
    "one bit": lambda stored: stored[:9000] + bytes([stored[9000] ^ 1]) + stored[9001:],
    "not Arrow": lambda stored: b"PK" * len(stored),
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_copy_is_passed_over_and_replaced(
    harm: str, path: Path, cache: Path, judged: list[str]
) -> None:
    first = read_frame(path, PROJECT)
    (copy,) = cache.iterdir()
    whole = copy.read_bytes()
    copy.write_bytes(HARM[harm](whole))
    judged.clear()
    pd.testing.assert_frame_equal(read_frame(path, PROJECT), first)
    assert judged
    assert copy.read_bytes() == whole


def test_another_files_copy_is_not_taken(path: Path, cache: Path, judged: list[str]) -> None:
    read_frame(path, PROJECT)
    (copy,) = cache.iterdir()
    other = path.with_name("other.csv")
    other.write_bytes(path.read_bytes() + b"\n")
    read_frame(other, PROJECT)
    (second,) = set(cache.iterdir()) - {copy}
    shutil.copy(copy, second)
    judged.clear()
    read_frame(other, PROJECT)
    assert judged


def test_a_cache_that_cannot_be_written_changes_nothing(path: Path, cache: Path) -> None:
    cache.write_text("a file in its place", "utf-8")
    assert len(read_frame(path, PROJECT)) == len(read_frame(path, PROJECT))
    assert cache.read_text("utf-8") == "a file in its place"


def test_two_servers_at_once_get_the_same(path: Path, cache: Path) -> None:
    expected = read_frame(path, PROJECT)
    shutil.rmtree(cache)
    found: list[pd.DataFrame] = []

    def start() -> None:
        found.extend(read_frame(path, PROJECT) for _ in range(2))

    servers = [threading.Thread(target=start) for _ in range(3)]
    for server in servers:
        server.start()
    for server in servers:
        server.join()
    assert len(found) == 6
    assert all(frame.equals(expected) for frame in found)
    assert len(list(cache.iterdir())) == 1


def test_old_copies_go(path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copies, "KEPT", 2)
    for number in range(4):
        path.write_bytes(path.read_bytes() + b"\n" * number)
        read_frame(path, PROJECT)
    assert len(list(cache.iterdir())) == 2


@pytest.mark.usefixtures("cache")
def test_a_data_folder_is_never_written(tmp_path: Path, judged: list[str]) -> None:
    folder = Path(shutil.copytree(DATA, tmp_path / "data"))
    before = {file: file.stat().st_mtime_ns for file in folder.rglob("*")}
    first = load_register(folder)
    judged.clear()
    again = load_register(folder)
    assert "Project" not in judged
    assert {file: file.stat().st_mtime_ns for file in folder.rglob("*")} == before
    pd.testing.assert_frame_equal(again.projects, first.projects)
    assert again.digest == first.digest
