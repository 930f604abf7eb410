"""Files written in a process of their own: the same, of the right register, and never lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psutil
import pytest

from briefing import apart
from briefing.apart import KEPT, NICENESS, Order, Workshop
from briefing.content import Options, make_briefing
from briefing.formats import files_of, pack_name
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.errors import TemplateError, WritingStoppedError
from geo.register.load import Register
from geo.view.view import View

SERVER = """
import os
import sys

from briefing.apart import Workshop

workshop = Workshop()
workshop.begin()
print(workshop._executor.submit(os.getpid).result(), flush=True)
sys.stdin.read()
"""

SIZE = SIZES["16:9"]
SECONDS, PAUSE_SECONDS = 30, 1.0
ORDER = Order(View(sector=("finance",)), Options(note="<b>注</b>"), SIZE)


@pytest.fixture(scope="module")
def atlas(register: Register) -> Atlas:
    return Atlas(register)


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    opened = Workshop()
    yield opened
    opened.close()


def processes(workshop: Workshop) -> list[int]:
    return list(workshop._executor._processes)


def registers_known() -> int:
    return len(apart._desks)


def end_process(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def wait_for_ever(*_: object) -> None:
    time.sleep(1000)


def test_what_is_written_apart_is_what_would_be_written_here(
    atlas: Atlas, workshop: Workshop
) -> None:
    workshop.begin()
    begun = processes(workshop)
    briefing = make_briefing(atlas, ORDER.view, ORDER.options)
    formats = ("csv", "geojson", "screen")
    written = workshop.write(atlas, ORDER, formats)
    assert list(written.files) == list(files_of(briefing, formats, SIZE))
    assert (written.pack, written.rows) == (pack_name(briefing), briefing.focus.mask.sum())
    assert processes(workshop) == begun
    assert os.getpid() not in begun


def test_each_register_is_written_from_itself_and_few_are_kept(
    atlas: Atlas, workshop: Workshop
) -> None:
    projects = atlas.register.projects
    atlases = [
        Atlas(replace(atlas.register, projects=projects[projects["status"] == status]))
        for status in projects["status"].unique()[: KEPT + 1]
    ]
    order = replace(ORDER, view=View())
    for _ in range(2):
        rows = [workshop.write(one, order, ["csv"]).rows for one in atlases]
        assert rows == [len(one.register.projects) for one in atlases]
    assert workshop._executor.submit(registers_known).result() == KEPT


def test_a_process_that_was_ended_is_begun_anew(atlas: Atlas, workshop: Workshop) -> None:
    before = workshop.write(atlas, ORDER, ["csv"])
    (process,) = processes(workshop)
    os.kill(process, signal.SIGTERM)
    assert workshop.write(atlas, ORDER, ["csv"]) == before
    assert processes(workshop) != [process]


def test_one_that_is_ended_each_time_costs_a_sentence_and_the_next_file_nothing(
    atlas: Atlas, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(apart, "_write", end_process)
        with pytest.raises(WritingStoppedError):
            workshop.write(atlas, ORDER, ["csv"])
    assert workshop.write(atlas, ORDER, ["csv"]).files


def test_what_is_logged_there_stands_in_the_log_here(
    atlas: Atlas, workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    order = replace(ORDER, options=replace(ORDER.options, title="\N{HANGUL SYLLABLE GA}"))
    workshop.write(atlas, order, ["screen"])
    (record,) = [record for record in caplog.records if "\N{HANGUL SYLLABLE GA}" in record.message]
    assert (record.levelname, record.name) == ("ERROR", "briefing.paper.page.fonts")


def test_why_a_file_cannot_be_written_is_said(atlas: Atlas, workshop: Workshop) -> None:
    order = replace(ORDER, options=replace(ORDER.options, template=b"no slides"))
    with pytest.raises(TemplateError):
        workshop.write(atlas, order, ["pptx"])


@pytest.mark.skipif(not hasattr(os, "nice"), reason="no such word on this system")
def test_readers_come_first(atlas: Atlas, workshop: Workshop) -> None:
    workshop.write(atlas, ORDER, ["csv"])
    assert workshop._executor.submit(os.nice, 0).result() == os.nice(0) + NICENESS


def test_what_a_closed_one_was_writing_is_said_to_have_stopped(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server ends while a pack is made: nothing is begun anew."""
    opened = Workshop()
    opened.begin()
    monkeypatch.setattr(apart, "_write", wait_for_ever)
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(opened.write, atlas, ORDER, ["csv"])
        time.sleep(PAUSE_SECONDS)
        (process,) = processes(opened)
        opened.close()
        with pytest.raises(WritingStoppedError):
            writing.result(SECONDS)
    assert not psutil.pid_exists(process)
    opened.begin()
    with pytest.raises(WritingStoppedError):
        opened.write(atlas, ORDER, ["csv"])
    assert opened._executor is None


def test_one_without_work_ends_and_is_begun_with_the_next_file(
    atlas: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "IDLE_SECONDS", PAUSE_SECONDS)
    opened = Workshop()
    before = opened.write(atlas, ORDER, ["csv"])
    (process,) = processes(opened)
    psutil.Process(process).wait(SECONDS)
    while processes(opened):  # until that has been noticed
        time.sleep(PAUSE_SECONDS / 10)
    assert opened.write(atlas, ORDER, ["csv"]) == before
    opened.close()


def test_it_ends_with_the_server_that_is_killed() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as server:
        writer = psutil.Process(int(server.stdout.readline()))
        server.kill()
        server.wait()
        writer.wait(SECONDS)
        assert not writer.is_running()
