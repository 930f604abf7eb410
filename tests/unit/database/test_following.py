"""Servers follow a database's register, and go on with the last copy of it while it is gone."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Thread

import psycopg
import pytest

from geo.__main__ import main
from geo.database.copy import refresh
from geo.keep.follow import Follower
from geo.settings import DATA, settings
from tests.postgis import Cluster
from tests.unit.intake.files import csv_bytes, frame_in
from ui.serve.health import loading_of
from ui.store import ServedStatus, Store
from ui.versions import Versions

ROOT = Path(__file__).resolve().parents[3]
LONG_SECONDS = 60
EDIT = b"UPDATE twozones.projects SET name_zh = %s WHERE id = 'HP001'"


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as ends:
        yield ends


def edit(address: str, name: str) -> None:
    with psycopg.connect(address) as connection:
        connection.execute(EDIT, (name,))


def test_a_notice_reaches_three_servers(database: str, tmp_path: Path, stack: ExitStack) -> None:
    copies = [tmp_path / f"server-{n}" / "data" for n in range(3)]
    followers = [stack.enter_context(closing(Follower(database, copy))) for copy in copies]
    assert all(follower.refresh() for follower in followers)
    assert not any(follower.refresh() for follower in followers)
    changed: list[bool] = []

    def follow(follower: Follower) -> None:
        follower.wait(LONG_SECONDS)
        changed.append(follower.refresh())

    waiting = [Thread(target=follow, args=(follower,)) for follower in followers]
    for thread in waiting:
        thread.start()
    edit(database, "退付点")
    for thread in waiting:
        thread.join(LONG_SECONDS / 2)  # sooner than they would have looked by themselves
    assert changed == [True] * 3
    for copy in copies:
        assert "HP001,退付点," in (copy / "projects.csv").read_text("utf-8")


def test_files_that_are_the_same_stay_where_they_are(database: str, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    refresh(database, copy)
    before = {path.name: path.stat().st_mtime_ns for path in copy.iterdir()}
    edit(database, "退付点")
    assert refresh(database, copy)
    after = {path.name: path.stat().st_mtime_ns for path in copy.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"projects.csv", ".revision"}


def test_a_copy_that_was_cut_short_is_written_anew(published: str, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    refresh(published, copy)
    (copy / ".revision").unlink()
    (copy / "projects.csv").write_text("id")
    (copy / "other.csv").touch()
    assert refresh(published, copy)
    assert (copy / "projects.csv").read_bytes() == (DATA / "projects.csv").read_bytes()
    assert not (copy / "other.csv").exists()


def test_a_database_that_goes_away_leaves_the_last_register_served(
    database: str,
    postgis: Cluster,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    stack: ExitStack,
) -> None:
    copy = tmp_path / "data"
    source = stack.enter_context(closing(Follower(database, copy)))
    source.refresh()
    versions = Versions(lambda: copy, Store, lambda: source)
    served = versions.current().register.digest
    with postgis.gone():
        versions.follow()
        versions.follow()
        said = health(versions)
        assert said["status"] == "outdated"
        assert "127.0.0.1" in str(said["last_failure"])
        assert versions.current().register.digest == served
    assert len(caplog.records) == 1
    assert "serving what was there before" in caplog.text
    edit(database, "退付点")
    assert versions.follow()
    assert health(versions)["last_failure"] is None
    assert versions.current().register.digest != served
    assert postgis.password not in f"{caplog.text}{said}"


def health(versions: Versions[Store]) -> Mapping[str, object]:
    """Return what health says of the versions that are served."""
    digest = versions.current().register.digest
    return loading_of(ServedStatus(digest, 1, "2026", versions.loaded_at, versions.failure))


def test_a_program_starts_with_the_last_copy_of_a_database_that_is_gone(
    database: str, postgis: Cluster, tmp_path: Path
) -> None:
    def quality(cache: str = "cache") -> "subprocess.CompletedProcess[str]":
        given = {"TWOZONES_DATA": database, "TWOZONES_CACHE": str(tmp_path / cache)}
        command = [sys.executable, "-m", "geo", "quality"]
        env = os.environ | given
        return subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=120
        )

    there = quality()
    assert (there.returncode, there.stderr) == (0, "")
    with postgis.gone():
        gone, never = quality(), quality("empty")
    assert (gone.returncode, gone.stdout) == (0, there.stdout)
    assert len(gone.stderr.splitlines()) == 4
    assert never.returncode == 2
    assert len(never.stderr.splitlines()) == 2
    assert postgis.password not in gone.stderr + never.stderr


# an import


@pytest.fixture
def own(database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Let the settings name a database, of which there is a copy."""
    monkeypatch.setenv("TWOZONES_DATA", database)
    monkeypatch.setenv("TWOZONES_CACHE", str(tmp_path / "cache"))
    settings.cache_clear()
    refresh(database, settings().data)
    yield database
    monkeypatch.undo()
    settings.cache_clear()


def test_an_import_goes_into_the_database_with_its_history(
    own: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "名单.csv").write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    before = settings().data / "projects.csv"
    copied = before.read_bytes()
    options = ["import", str(tmp_path / "名单.csv"), "--add", "--lang", "en"]
    assert main(options) == 0
    assert "Imported into the database postgresql://postgres@127.0.0.1" in capsys.readouterr().out
    assert before.read_bytes() == copied  # the copy follows the database, never the import
    with psycopg.connect(own) as connection:
        found = connection.execute(
            b"SELECT DISTINCT why, after ->> 'name_zh' FROM twozones_desk.change"
            b" JOIN twozones_desk.row_change ON change = id WHERE relation = 'projects'"
        ).fetchall()
    assert ("import of 名单.csv", "甲项目") in found
    assert main(options) == 2  # by the copy, which somebody has changed underneath
    assert "changed by someone else" in capsys.readouterr().err
