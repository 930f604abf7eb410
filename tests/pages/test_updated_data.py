"""A session goes on with the data that it began with, is told of newer, and moves on when asked."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from geo.intake.registers import with_projects
from geo.register.load import Register
from tests.pages.conftest import Runner
from tests.unit.intake.files import csv_bytes, frame_in, taken
from ui.store import VERSIONS, Store, shared_store


@pytest.fixture
def newer(register: Register) -> Iterator[Store]:
    """Return a store that the server goes over to when it is taken."""
    before = shared_store()
    intake = taken(register, "名单.csv", csv_bytes(frame_in("zh", "wgs84")))
    yield Store(replace(with_projects(register, intake), digest="f" * 64))
    VERSIONS._take(before)


def test_a_session_moves_on_when_its_reader_wants(run_page: Runner, newer: Store) -> None:
    page = run_page(lang="zh")
    total = len(shared_store().register.projects)
    assert f"{total}" in str(page.session_state["shared_store"].register.projects.shape)
    assert not [button for button in page.button if button.key == "move-on"]
    VERSIONS._take(newer)
    page.pills(key="status").set_value(["signed"]).run()
    assert not page.exception
    assert "数据已更新" in page.info[0].value
    assert len(page.session_state["shared_store"].register.projects) == total
    page.button(key="move-on").click().run()
    assert not page.exception
    assert page.session_state["shared_store"] is newer
    assert not [button for button in page.button if button.key == "move-on"]


def test_a_new_session_begins_with_the_newest(run_page: Runner, newer: Store) -> None:
    VERSIONS._take(newer)
    page = run_page(lang="en", focus="project:PS001")
    assert page.session_state["shared_store"] is newer
    assert page.session_state["focus"] == "city"
