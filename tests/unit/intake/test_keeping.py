"""An import is whole or nothing: killed anywhere, beside another, on a full disk, over a change."""

import errno
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo import errors
from geo.intake.intake import Intake
from geo.intake.keeping import keep_projects
from geo.intake.replacing import exchange, replacing
from geo.intake.replacing.backups import backups_of
from geo.intake.replacing.recovery import NEW, UNFINISHED, lock_folder, recover
from geo.register.digest import folder_digest
from geo.register.load import Register, load_register
from geo.settings import DATA, settings
from tests.unit.intake.files import csv_bytes, frame_in, taken
from tests.unit.intake.killing import killed_at


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture(scope="module")
def intake(register: Register) -> Intake:
    return taken(register, "名单.csv", csv_bytes(frame_in("zh", "wgs84")))


@pytest.fixture
def no_checks(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what takes long and has tests of its own: loading the new register."""
    monkeypatch.setattr(replacing, "load_register", lambda _: register)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.parent.iterdir() if path.is_dir())


@pytest.mark.usefixtures("no_checks")
@pytest.mark.parametrize("is_one_step", [True, False], ids=["in one step", "by two renames"])
def test_killed_anywhere_it_is_the_old_or_the_new(
    folder: Path,
    register: Register,
    intake: Intake,
    monkeypatch: pytest.MonkeyPatch,
    is_one_step: bool,  # noqa: FBT001
) -> None:
    if not is_one_step:
        monkeypatch.setattr(exchange, "_exchanged", lambda *_: False)
    old, states, step = folder_digest(folder), set(), 0
    pristine = folder.with_name("pristine")
    shutil.copytree(folder, pristine)
    was_killed = True
    while was_killed:
        step += 1
        was_killed = killed_at(step, lambda: keep_projects(register, intake, folder))
        recover(folder)
        assert recover(folder) == []
        states.add(folder_digest(folder))
        assert all(folder_digest(path) == old for path in backups_of(folder).values())
        assert not (folder / UNFINISHED).exists()
        assert not [name for name in names(folder) if NEW in name]
        for name in set(names(folder)) - {"pristine"}:
            shutil.rmtree(folder.with_name(name))
        shutil.copytree(pristine, folder)
    assert len(states - {old}) == 1
    assert step > 20


def test_what_was_done_is_said(folder: Path, register: Register, intake: Intake) -> None:
    backup = keep_projects(register, intake, folder)
    left = folder.with_name(f"data{NEW}20260101-080000-000")
    shutil.copytree(folder, left)
    (left / UNFINISHED).touch()
    shutil.rmtree(folder)
    notes = recover(folder)
    assert [note.code for note in notes] == ["restored", "cleared"]
    assert notes[0].facts["backup"] == backup.name
    assert folder_digest(folder) == register.digest


def test_of_two_imports_one_is_told(folder: Path, register: Register, intake: Intake) -> None:
    """Both have loaded the same register; the second would undo the first."""
    keep_projects(register, intake, folder)
    kept = folder_digest(folder)
    with pytest.raises(errors.RegisterChangedError) as caught:
        keep_projects(register, intake, folder)
    assert str(folder) in caught.value.sentence("zh")
    assert folder_digest(folder) == kept
    assert len(backups_of(folder)) == 1
    again = load_register(folder)
    keep_projects(again, intake, folder)


def test_while_one_imports_another_is_refused(
    folder: Path, register: Register, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.intake.replacing.recovery.PATIENCE_SECONDS", 0.1)
    with lock_folder(folder), pytest.raises(errors.ImportRunningError):
        keep_projects(register, intake, folder)
    assert folder_digest(folder) == register.digest


@pytest.mark.usefixtures("no_checks")
def test_only_so_many_backups_stay(
    folder: Path, register: Register, intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "backups", 2)
    mine = folder.with_name("data.backup-mine")
    mine.mkdir()
    for year in (2021, 2022, 2023):
        shutil.copytree(folder, folder.with_name(f"data.backup-{year}0101-080000-000"))
    backup = keep_projects(register, intake, folder)
    assert set(names(folder)) == {"data", backup.name, "data.backup-20230101-080000-000", mine.name}


# a full disk


@pytest.fixture
def small_files(folder: Path) -> Iterator[None]:
    """Let this process write no file as large as some of the data folder."""
    assert any(path.stat().st_size > 50_000 for path in folder.iterdir())
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("small_files")
def test_a_full_disk_is_said(folder: Path, register: Register, intake: Intake) -> None:
    with pytest.raises(errors.DiskFullError) as caught:
        keep_projects(register, intake, folder)
    assert "磁盘已满" in caught.value.sentence("zh")
    assert folder_digest(folder) == register.digest
    assert names(folder) == ["data"]


def can_mount() -> bool:
    command = ["unshare", "--user", "--map-root-user", "--mount", "true"]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not can_mount(), reason="no mounts here")
def test_a_full_file_system_is_said(tmp_path: Path) -> None:
    """A real one, of a size that holds the data folder once and not twice."""
    size = sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file())
    (tmp_path / "list.csv").write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    script = (
        f"mount -t tmpfs -o size={int(size * 1.5)} tmpfs {tmp_path}/disk && "
        f"cp -r {DATA} {tmp_path}/disk/data && export TWOZONES_DATA={tmp_path}/disk/data && "
        f"{sys.executable} -m geo import {tmp_path}/list.csv; "
        f"echo exit $?; ls {tmp_path}/disk; {sys.executable} -m geo check {tmp_path}/list.csv"
    )
    (tmp_path / "disk").mkdir()
    done = subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "磁盘已满" in done.stderr
    assert "exit 2" in done.stdout
    assert "backup" not in done.stdout.split("exit 2")[1].split("list.csv")[0]


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL])
def test_where_folders_cannot_change_places_they_are_renamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    monkeypatch.setattr("ctypes.get_errno", lambda: number)
    monkeypatch.setattr(
        "ctypes.CDLL", lambda *_, **__: type("C", (), {"renameat2": lambda *_: -1})()
    )
    exchange.exchange(tmp_path / "one", tmp_path / "other", tmp_path / "spare")
    assert (tmp_path / "one" / "other").exists()
    assert (tmp_path / "spare" / "one").exists()
