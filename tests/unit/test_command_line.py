"""One command for everything: its help in both languages, on any console."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from geo.intake.replacing import replacing
from geo.settings import settings
from tests.unit.intake.files import csv_bytes, frame_in
from twozones.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = (["check"], ["import"], ["join"], ["briefing"], ["serve"], [])


def answered(
    arguments: list[str], env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "twozones", *arguments]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | (env or {})
    return subprocess.run(command, env=env, capture_output=True, check=False)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_is_in_the_language_asked_for(
    command: list[str], lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([*command, "--help", "--lang", lang])
    shown = capsys.readouterr().out
    assert shown.startswith(" ".join(["usage: twozones", *command]))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in shown) == (lang == "zh")


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main([])
    shown = capsys.readouterr().out
    for command in ("check", "import", "join", "twozones briefing", "twozones serve"):
        assert command in shown


def test_a_rate_that_is_none_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    assert main(["check", str(path), "--rate", "USD", "--lang", "en"]) == 2
    assert capsys.readouterr().err.strip() == (
        "The option --rate has no value “USD”. Use: USD=6.45."
    )


def test_the_data_that_came_with_the_program_is_never_imported_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = settings().data
    monkeypatch.setattr(replacing, "INSTALLED_DATA", folder)
    before = sorted(folder.parent.iterdir())
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    assert main(["import", str(path), "--lang", "en"]) == 2
    assert "TWOZONES_DATA" in capsys.readouterr().err
    assert sorted(folder.parent.iterdir()) == before


@pytest.mark.parametrize("encoding", ["cp1252", "gbk", "ascii"])
def test_a_console_without_our_letters_shows_the_others(encoding: str, tmp_path: Path) -> None:
    # what a pipe on a desk with Windows is opened with
    path = tmp_path / "甲.csv"
    path.write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    done = answered(["check", str(path)], {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert done.returncode == 0, done.stderr
    assert b"3" in done.stdout


def test_a_path_with_a_drive_is_a_file_and_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "C:/Users/planner/a.csv", "--lang", "en"]) == 2
    assert "is not there or cannot be read" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipe that is closed early")
def test_a_reader_that_has_read_enough_ends_a_command_quietly() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "geo", "find", "中关村"]
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")
