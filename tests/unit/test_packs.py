"""Packs in the background: all files or a reason, and two packs take turns."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from threading import Barrier, Event
from typing import Any
from zipfile import ZipFile

import pytest

from briefing.apart import Written
from briefing.crew import WORKERS
from geo.errors import PackError, TemplateError
from ui.serve import packs
from ui.serve.packs import Pack

SECONDS = 30

Write = Callable[[], bytes]
Writers = dict[str, Write]


def pack_of(writers: Writers, formats: str | None = None, **given: Any) -> Pack:
    """Return a pack of formats that the test writes: some of them, or all."""

    def write(name: str) -> Written:
        return Written([(f"briefing.{name}", writers[name]())], "briefing.zip", 1)

    return Pack(write, formats or tuple(writers), **given)


def test_a_pack_holds_what_was_asked_for_in_the_order_of_its_formats() -> None:
    is_second_written = Event()
    pack = pack_of(
        {
            "one": lambda: (is_second_written.wait(SECONDS) and b"1") or b"",
            "two": lambda: b"2",
            "three": lambda: is_second_written.set() or b"3",
        }
    )
    pack.start()
    assert pack.wait(SECONDS)
    assert (pack.name, pack.tried, pack.current) == ("briefing.zip", 3, "three")
    with ZipFile(BytesIO(pack.content)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == [
            ("briefing.one", b"1"),
            ("briefing.two", b"2"),
            ("briefing.three", b"3"),
        ]


def test_a_format_that_fails_leaves_the_others(caplog: pytest.LogCaptureFixture) -> None:
    def fail(error: Exception) -> bytes:
        raise error

    pack = pack_of(
        {
            "bad": lambda: fail(TemplateError()),
            "worse": lambda: fail(RuntimeError("secret")),
            "good": lambda: b"1",
        }
    )
    pack.start()
    assert pack.wait(SECONDS)
    assert [type(problem) for problem in pack.problems] == [TemplateError, PackError]
    assert "secret" not in pack.problems[1].sentence("en")
    assert "secret" in caplog.text
    assert [name for name, _ in pack.files] == ["briefing.good"]


def test_two_packs_take_turns() -> None:
    """Hold all workers but one: a short pack is ready while a long one has files to write."""
    free, written = Event(), []
    writers = {name: lambda name=name: written.append(name) or b"" for name in "abcdefgh"}
    held = [packs.POOL.submit(free.wait, SECONDS) for _ in range(WORKERS - 1)]
    gate = Event()
    held.append(packs.POOL.submit(gate.wait, SECONDS))
    long, short = pack_of(writers, "abcdef"), pack_of(writers, "gh")
    long.start()
    short.start()
    gate.set()
    assert short.wait(SECONDS)
    assert long.wait(SECONDS)
    free.set()
    assert written == list("abghcdef")


def test_a_pack_is_written_by_all_workers() -> None:
    """Each file waits until as many are under way as there are workers."""
    met = Barrier(WORKERS)
    pack = pack_of({name: lambda: bytes(met.wait(SECONDS) >= 0) for name in "abcd"})
    pack.start()
    assert pack.wait(SECONDS)
    assert not pack.problems


def test_a_cancelled_pack_writes_no_further() -> None:
    gate, written = Event(), []

    def write(name: str) -> bytes:
        gate.wait(SECONDS)
        written.append(name)
        return b""

    pack = pack_of({name: partial(write, name) for name in "abcd"})
    pack.start()
    pack.cancel()
    assert pack.is_cancelled
    gate.set()
    assert pack.wait(SECONDS)
    assert sorted(written) == list("abcd"[:WORKERS])


def test_a_pack_is_made_on_for_a_reader_who_loads_the_page_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The session has gone, but somebody may look at the pack again before long."""
    writers = dict.fromkeys("abcd", lambda: b"1")
    pack = pack_of(writers, is_wanted=lambda: False)
    key = packs.keep(pack)
    pack.start()
    assert pack.wait(SECONDS)
    assert [name for name, _ in pack.files] == [f"briefing.{name}" for name in "abcd"]
    assert packs.find_kept(key) is pack
    assert packs.find_kept(key[:-1]) is None
    monkeypatch.setattr(packs, "PATIENCE_SECONDS", 0.0)
    left = pack_of(writers, is_wanted=lambda: False)
    left.start()
    assert left.wait(SECONDS)
    assert len(left.files) == WORKERS


def test_few_packs_are_kept_and_none_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [pack_of({"csv": bytes}) for _ in range(packs.MOST_KEPT + 1)]
    keys = [packs.keep(pack) for pack in made]
    assert [packs.find_kept(key) for key in keys] == [None, *made[1:]]
    for pack in made:
        pack._finished.set()
    monkeypatch.setattr(packs, "KEPT_SECONDS", -1.0)
    assert packs.find_kept(keys[-1]) is None
