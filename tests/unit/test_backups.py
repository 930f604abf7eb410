"""What the last import changed, from a folder of data edited by hand beside its backup."""

import shutil
from pathlib import Path

import pytest

from geo.intake.replacing.backups import last_import
from geo.register.load import Register, load_register
from geo.settings import settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a data folder with two backups beside it, and a folder that only looks like one."""
    data = tmp_path / "data"
    shutil.copytree(settings().data, data)
    for moment in ("20260101-080000-000", "20260301-093000-123"):
        shutil.copytree(data, tmp_path / f"data.backup-{moment}")
    (tmp_path / "data.backup-mine").mkdir()
    old = tmp_path / "data.backup-20260301-093000-123" / "projects.csv"
    lines = old.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("PS007,")]
    renamed = "".join(kept).replace("PP010,", "PP010,旧", 1)
    old.write_text(renamed, encoding="utf-8")
    history = old.with_name("history.csv")
    steps = history.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    history.write_text("".join(s for s in steps if not s.startswith("PS007,")), encoding="utf-8")
    return data


def test_the_newest_backup_is_compared(folder: Path) -> None:
    found = last_import(load_register(folder), folder)
    assert found is not None
    assert f"{found.moment:%Y-%m-%d %H:%M}" == "2026-03-01 09:30"
    assert list(found.changes.added) == ["PS007"]
    assert list(found.changes.removed) == []
    assert dict(found.changes.changed) == {"PP010": ["name_zh"]}


def test_no_backup_or_an_unreadable_one_is_no_import(register: Register, tmp_path: Path) -> None:
    assert last_import(register, tmp_path / "data") is None
    (tmp_path / "data.backup-20260301-093000-123").mkdir()
    assert last_import(register, tmp_path / "data") is None
