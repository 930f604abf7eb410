"""Packs in the background: all files or a reason, and two packs take turns."""

from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Event
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from briefing.formats import FORMATS, Format
from briefing.paper.sheet import SIZES
from geo.errors import PackError, TemplateError
from ui.serve import packs
from ui.serve.packs import WORKERS, Pack

SIZE = SIZES["16:9"]
SECONDS = 30


@pytest.fixture
def write(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str, Callable[[], bytes]], None]]:
    """Return a function that adds a format of the test's own."""
    monkeypatch.setattr("briefing.formats.file_stem", lambda _: "briefing")

    def add(name: str, content: Callable[[], bytes]) -> None:
        monkeypatch.setitem(FORMATS, name, Format(f".{name}", "text/plain", lambda *_: content()))

    return add


def pack_of(*formats: str) -> Pack:
    return Pack(SimpleNamespace, formats, SIZE)


def test_a_pack_holds_what_was_asked_for(write: Callable) -> None:
    write("one", lambda: b"1")
    write("two", lambda: b"2")
    pack = pack_of("one", "two")
    pack.start()
    assert pack.wait(SECONDS)
    with ZipFile(BytesIO(pack.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "briefing.one": b"1",
            "briefing.two": b"2",
        }


def test_a_format_that_fails_leaves_the_others(
    write: Callable, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(error: Exception) -> bytes:
        raise error

    write("bad", lambda: fail(TemplateError()))
    write("worse", lambda: fail(RuntimeError("secret")))
    write("good", lambda: b"1")
    pack = pack_of("bad", "worse", "good")
    pack.start()
    assert pack.wait(SECONDS)
    assert [type(problem) for problem in pack.problems] == [TemplateError, PackError]
    assert "secret" not in pack.problems[1].sentence("en")
    assert "secret" in caplog.text
    assert [name for name, _ in pack.files] == ["briefing.good"]


def test_two_packs_take_turns(write: Callable) -> None:
    """Hold all workers but one: a short pack is ready while a long one has files to write."""
    free, written = Event(), []
    for name in "abcdefgh":
        write(name, lambda name=name: written.append(name) or b"")
    held = [packs.POOL.submit(free.wait, SECONDS) for _ in range(WORKERS - 1)]
    gate = Event()
    held.append(packs.POOL.submit(gate.wait, SECONDS))
    long, short = pack_of(*"abcdef"), pack_of("g", "h")
    long.start()
    short.start()
    gate.set()
    assert short.wait(SECONDS)
    assert long.wait(SECONDS)
    free.set()
    assert written == list("agbhcdef")


def test_a_cancelled_pack_writes_no_further(write: Callable) -> None:
    gate, written = Event(), []
    write("first", lambda: (gate.wait(SECONDS) and written.append("first")) or b"")
    write("second", lambda: written.append("second") or b"")
    pack = pack_of("first", "second")
    pack.start()
    pack.cancel()
    gate.set()
    assert pack.wait(SECONDS)
    assert written == ["first"]
