"""The command line of the desk: propose, decide, look at the history, take a step back."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from geo.__main__ import main
from geo.intake.replacing import replacing
from geo.keep.folder import FolderShelf
from geo.register.load import Register
from geo.settings import DATA, settings

ID = re.compile(r"\d{20}-[0-9a-f]{8}")


@pytest.fixture
def folder(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    (tmp_path / "data").mkdir()
    for path in DATA.glob("*.csv"):
        shutil.copy(path, tmp_path / "data")
    monkeypatch.setattr(replacing, "load_register", lambda _: register)
    monkeypatch.setenv("TWOZONES_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield tmp_path / "data"
    monkeypatch.undo()
    settings.cache_clear()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """Run a command in English and return what it prints."""
    assert main([*arguments, "--lang", "en"]) == code
    printed = capsys.readouterr()
    return printed.err if code else printed.out


def proposed(capsys: pytest.CaptureFixture[str], value: str) -> str:
    cell = ("--set", f"name_zh={value}", "--source", "SEED", "--who", "Wang", "--why", "a typo")
    found = ID.search(said(capsys, "propose", "PS007", *cell))
    assert found
    return found[0]


def test_a_proposal_goes_its_way_and_is_taken_back(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proposal = proposed(capsys, "新名")
    assert "[open]" in said(capsys, "proposals")
    assert "accepted" in said(capsys, "decide", proposal, "--accept", "--who", "Li")
    history = said(capsys, "history", "PS007")
    assert "Wang" in history
    assert "→ “新名”" in history
    said(capsys, "undo", proposal, "--why", "it was none")
    assert "takes back" in said(capsys, "history")
    row = FolderShelf(folder).row("projects", "PS007")
    assert row is not None
    assert row["name_zh"] != "新名"


@pytest.mark.usefixtures("folder")
def test_what_cannot_be_done_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = proposed(capsys, "甲名"), proposed(capsys, "乙名")
    said(capsys, "decide", first, "--accept")
    refused = said(capsys, "decide", second, "--accept", code=2)
    assert "甲名" in refused
    assert "乙名" in refused
    assert "sentence" in said(capsys, "decide", second, "--send-back", " ", code=2)
    assert "NOBODY" in said(capsys, "history", "NOBODY", code=2)
    cell = ("--set", "colour=red", "--source", "SEED")
    assert "colour=red" in said(capsys, "propose", "PS007", *cell, code=2)
