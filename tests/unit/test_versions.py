"""A running server takes a changed data folder up, and keeps what is still read of the old."""

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.intake.keeping import keep_projects
from geo.intake.replacing.recovery import NEW, UNFINISHED
from geo.register.load import Register, load_register
from geo.settings import DATA
from tests.unit.intake.files import csv_bytes, frame_in, taken
from ui import own
from ui.store import Store
from ui.versions import Versions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def versions(folder: Path) -> Versions[Store]:
    found = Versions(lambda: folder, Store)
    found.current().prepare()
    return found


@pytest.fixture
def served(versions: Versions[Store], monkeypatch: pytest.MonkeyPatch) -> Iterator[Versions[Store]]:
    """Return versions that addresses are looked up in."""
    monkeypatch.setattr(own, "VERSIONS", versions)
    monkeypatch.setattr(own, "shared_store", versions.current)
    return versions


def import_into(folder: Path) -> None:
    before = load_register(folder)
    keep_projects(before, taken(before, "名单.csv", csv_bytes(frame_in("zh", "wgs84"))), folder)


def looked_until_settled(versions: Versions[Store]) -> bool:
    return versions.look() or versions.look()


def test_an_import_is_served_once_the_folder_is_settled(
    versions: Versions[Store], folder: Path
) -> None:
    before = versions.current()
    assert not looked_until_settled(versions)
    import_into(folder)
    assert not versions.look()
    assert versions.look()
    assert versions.current() is not before
    assert versions.current().register.projects["name_zh"].tolist() == [
        "甲项目",
        "乙机构",
        "丙园区",
    ]
    assert versions.failure is None
    assert not looked_until_settled(versions)


def test_what_is_read_stays_at_its_address_until_nobody_reads_it(
    served: Versions[Store], folder: Path
) -> None:
    reader = served.current()
    old_index, name = reader.index["wgs84"].url, reader.name
    import_into(folder)
    assert looked_until_settled(served)
    new_index = served.current().index["wgs84"].url
    assert new_index != old_index
    for address in (old_index, new_index):
        assert own.find_shared_asset(address) is not None
    assert own.store_named(name) is reader
    assert own.store_named(served.current().name) is served.current()
    assert own.store_named("shared") is served.current()
    del reader
    gc.collect()
    assert own.find_shared_asset(old_index) is None
    assert own.store_named(name) is None
    assert own.find_shared_asset(new_index) is not None


def test_a_broken_folder_leaves_the_old_one_served_and_says_so(
    versions: Versions[Store], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = versions.current()
    path = folder / "projects.csv"
    good = path.read_bytes()
    path.write_bytes(good.replace(b"\n", b",one too many\n", 2))
    assert not looked_until_settled(versions)
    assert versions.current() is before
    assert versions.failure is not None
    assert "projects.csv" in versions.failure.error.sentence("zh")
    assert "projects.csv" in caplog.text
    said = versions.failure
    assert not looked_until_settled(versions)
    assert versions.failure is said
    path.write_bytes(good)
    assert not looked_until_settled(versions)
    assert versions.failure is None
    assert versions.current() is before


def test_a_folder_that_is_gone_is_put_back_or_said(
    versions: Versions[Store], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = versions.current()
    away = folder.with_name("away")
    folder.rename(away)
    assert not looked_until_settled(versions)
    assert versions.failure is not None
    away.rename(folder.with_name("data.backup-20260101-080000-000"))
    left = folder.with_name(f"data{NEW}20260102-080000-000")
    left.mkdir()
    (left / UNFINISHED).touch()
    assert not looked_until_settled(versions)
    assert folder.is_dir()
    assert not left.exists()
    assert versions.failure is None
    assert versions.current() is before
    assert "data.backup-20260101-080000-000" in caplog.text


def test_a_name_begins_a_digest_and_no_other(versions: Versions[Store], register: Register) -> None:
    assert versions.named("") is None
    assert versions.named("0" * 16) is None
    assert versions.named(register.digest[:16]) is versions.current()
