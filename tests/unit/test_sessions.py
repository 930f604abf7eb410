"""Sessions whose reader has gone are closed in time, and what they held is freed."""

import gc
import weakref

import pytest

from ui import own
from ui.own import OwnRegister, store_named
from ui.serve import sessions, settings
from ui.store import Store, shared_store


class Runtime:
    """Stands for Streamlit's: which sessions are connected, and which were closed."""

    def __init__(self, *connected: str) -> None:
        self.connected = set(connected)
        self.closed: list[str] = []

    def is_active_session(self, session: str) -> bool:
        """Tell whether a session is connected."""
        return session in self.connected

    def close_session(self, session: str) -> None:
        """Close a session."""
        self.closed.append(session)


@pytest.fixture
def runtime(monkeypatch: pytest.MonkeyPatch) -> Runtime:
    found = Runtime("here", "leaves")
    monkeypatch.setattr(sessions, "get_instance", lambda: found)
    monkeypatch.setattr(sessions, "_seen", {})
    monkeypatch.setenv("TWOZONES_SESSION_MINUTES", "2")
    settings.serving.cache_clear()
    yield found
    settings.serving.cache_clear()


def test_a_session_is_closed_once_it_was_left_too_long(runtime: Runtime) -> None:
    for session in ("here", "leaves"):
        sessions.note_session(session)
    assert sessions.close_left(1000.0) == 0
    runtime.connected.remove("leaves")
    assert sessions.close_left(1000.0 + 119) == 0  # may still come back
    assert sessions.close_left(1000.0 + 121) == 1
    assert sessions.close_left(1000.0 + 999) == 0
    assert runtime.closed == ["leaves"]


def test_who_comes_back_in_time_keeps_the_session(runtime: Runtime) -> None:
    sessions.note_session("leaves")
    sessions.close_left(1000.0)
    runtime.connected.remove("leaves")
    sessions.close_left(1100.0)
    runtime.connected.add("leaves")
    sessions.close_left(1110.0)
    runtime.connected.remove("leaves")
    assert sessions.close_left(1225.0) == 0
    assert not runtime.closed


def test_data_of_ones_own_and_their_addresses_go_with_the_session() -> None:
    mine = OwnRegister()
    mine.store = Store(shared_store().register, mine.salt)
    own._PRIVATE[mine.salt] = mine.store
    address = mine.store.index["wgs84"].url
    assert store_named(mine.salt) is mine.store
    assert own.find_private_asset(address) is not None
    held = weakref.ref(mine.store)
    del mine
    gc.collect()  # as is done when sessions were closed
    assert held() is None
    assert own.find_private_asset(address) is None
