"""Packs in the background: all files or a reason, and two packs take turns."""

from collections.abc import Callable, Iterator
from io import BytesIO
from threading import Event
from types import SimpleNamespace
from zipfile import ZipFile

import pytest

from briefing.content import Options
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


def prepare() -> SimpleNamespace:
    """Return as much of a briefing as the name of a file takes."""
    return SimpleNamespace(options=Options())


def pack_of(*formats: str) -> Pack:
    return Pack(prepare, formats, SIZE)


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
    begun, gate, written = Event(), Event(), []
    write("first", lambda: begun.set() or (gate.wait(SECONDS) and written.append("first")) or b"")
    write("second", lambda: written.append("second") or b"")
    pack = pack_of("first", "second")
    pack.start()
    assert begun.wait(SECONDS)
    pack.cancel()
    assert pack.is_cancelled
    gate.set()
    assert pack.wait(SECONDS)
    assert written == ["first"]


def test_a_pack_is_made_on_for_a_reader_who_loads_the_page_again(
    write: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session has gone, but somebody may look at the pack again before long."""
    for name in "ab":
        write(name, lambda: b"1")
    pack = Pack(prepare, "ab", SIZE, lambda: False)
    key = packs.keep(pack)
    pack.start()
    assert pack.wait(SECONDS)
    assert [name for name, _ in pack.files] == ["briefing.a", "briefing.b"]
    assert packs.find_kept(key) is pack
    assert packs.find_kept(key[:-1]) is None
    monkeypatch.setattr(packs, "PATIENCE_SECONDS", 0.0)
    left = Pack(prepare, "ab", SIZE, lambda: False)
    left.start()
    assert left.wait(SECONDS)
    assert len(left.files) == 1


def test_few_packs_are_kept_and_none_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [pack_of("csv") for _ in range(packs.MOST_KEPT + 1)]
    keys = [packs.keep(pack) for pack in made]
    assert [packs.find_kept(key) for key in keys] == [None, *made[1:]]
    for pack in made:
        pack._finished.set()
    monkeypatch.setattr(packs, "KEPT_SECONDS", -1.0)
    assert packs.find_kept(keys[-1]) is None


def test_one_pack_is_written_at_a_time() -> None:
    """What a filter waits for while packs are made (docs/decisions/0068)."""
    assert WORKERS == 1
    assert packs.POOL._max_workers == WORKERS
