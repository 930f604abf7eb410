"""Several processes that write at once: the same files in their order, and nothing left behind."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from briefing.__main__ import main
from briefing.apart import Order
from briefing.arguments import parser_of
from briefing.changes import Changes
from briefing.content import Options, make_briefing
from briefing.crew import WORKERS, Crew
from briefing.formats import files_of
from briefing.job import job_of
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.register.load import Register
from geo.view.view import View
from geo.words.text import text_in

FORMATS_ASKED = ("geojson", "docx", "csv", "pptx")
VIEW = View(focus="cluster:daxing", lang="en")
ORDER = Order(VIEW, Options(), SIZES["16:9"])


@pytest.fixture(scope="module")
def atlas(register: Register) -> Atlas:
    return Atlas(register)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(WORKERS) as opened:
        yield opened


def processes(crew: Crew) -> set[int]:
    executors = [workshop._executor for workshop in crew.workshops]
    return {pid for executor in executors if executor for pid in executor._processes}


def test_files_come_in_the_order_asked_for_from_several_processes(atlas: Atlas, crew: Crew) -> None:
    briefing = make_briefing(atlas, VIEW, ORDER.options)
    here = dict(files_of(briefing, FORMATS_ASKED, ORDER.size))
    with crew.files(atlas, ORDER, FORMATS_ASKED) as files:
        made = list(files)
    assert [name for name, _ in made] == list(here)
    assert len(processes(crew)) == WORKERS
    for name, content in made:
        if name.endswith(("csv", "geojson")):
            assert content == here[name]
        else:
            assert members(content) == members(here[name])


def members(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sorted(archive.namelist())


def test_what_changed_is_marked_in_what_they_write(atlas: Atlas, crew: Crew) -> None:
    briefing = make_briefing(atlas, VIEW, ORDER.options)
    changes = Changes("2026-01", dict.fromkeys(briefing.projects["id"], "new"))
    expected = replace(briefing, changes=changes)
    pictures = []
    for order, said in ((replace(ORDER, changes=changes), expected), (ORDER, briefing)):
        [picture] = crew.write(atlas, order, "screen").files
        assert [picture] == list(files_of(said, ["screen"], ORDER.size))
        pictures.append(picture)
    assert pictures[0] != pictures[1]


def test_whoever_leaves_early_leaves_the_rest_unwritten(atlas: Atlas) -> None:
    with Crew(1) as crew:
        with crew.files(atlas, ORDER, ["docx", "report", "pptx"]) as files:
            assert next(files)[0].endswith(".docx")
            [process] = processes(crew)
        assert psutil.pid_exists(process)
    assert not psutil.pid_exists(process)


def test_only_what_takes_long_is_written_by_a_crew(
    atlas: Atlas, crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    write = crew.write
    monkeypatch.setattr(crew, "write", lambda *all_: asked.append(all_[-1]) or write(*all_))
    for formats in ("csv,geojson,report", ",".join(FORMATS_ASKED)):
        options = [f"--format={formats}", f"--focus={VIEW.focus}", f"--out={tmp_path}", "--force"]
        job_of(atlas, parser_of(text_in("en"), "briefing").parse_args(options)).run(crew)
    assert sorted(asked) == sorted(FORMATS_ASKED)


def test_a_pack_of_the_command_line_has_its_files_in_their_order(tmp_path: Path) -> None:
    options = [f"--focus={VIEW.focus}", f"--out={tmp_path}", "--pack"]
    assert main([*options, f"--format={','.join(FORMATS_ASKED)}"]) == 0
    [pack] = tmp_path.glob("*.zip")
    manifest = json.loads((tmp_path / "manifest.json").read_text())
    with zipfile.ZipFile(pack) as archive:
        assert archive.namelist() == [file["name"] for file in manifest["files"]]
        assert [Path(name).suffix[1:] for name in archive.namelist()] == list(FORMATS_ASKED)
