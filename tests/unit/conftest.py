"""What unit tests share: a ground of one's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.ground.streets import read_streets
from geo.settings import settings


@pytest.fixture
def name_ground(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Return a function that lets the settings name a file as the ground, while a test runs."""

    def forget() -> None:
        settings.cache_clear()
        read_streets.cache_clear()

    def name(path: Path) -> None:
        monkeypatch.setenv("TWOZONES_GROUND", str(path))
        forget()

    yield name
    monkeypatch.undo()
    forget()
