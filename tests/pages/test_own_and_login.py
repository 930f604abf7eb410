"""What stands in place of a page: where own data are gone, and where a login has ended."""

import pytest
from streamlit.testing.v1 import AppTest

from geo.words.text import text_in
from tests.pages.conftest import Runner
from ui.parts import login
from ui.serve.access import Identity, Role

ZH = text_in("zh")


def pressed(page: AppTest, key: str) -> AppTest:
    page.button(key=key).click().run()
    assert not page.exception
    return page


def shows_projects(page: AppTest) -> bool:
    return bool(page.get("html")) and any("card" in one.proto.body for one in page.get("html"))


def test_own_data_that_are_gone_are_never_replaced_unsaid(run_page: Runner) -> None:
    page = run_page(own="1", sector="finance")
    assert [warning.value for warning in page.warning] == [ZH("own.lost")]
    assert not shows_projects(page)
    page.query_params.clear()  # as pressing another page in the navigation does
    page.run()
    assert not shows_projects(page)
    pressed(page, "own-leave")
    assert shows_projects(page)
    assert "own" not in page.query_params
    assert not page.warning


def test_a_link_of_everybodys_data_asks_nothing(run_page: Runner) -> None:
    page = run_page(sector="finance")
    assert not page.warning
    assert shows_projects(page)


def test_a_login_that_has_ended_is_said_on_the_next_press(
    run_page: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    known: list[Identity | None] = [Identity("a", Role.READER)]
    monkeypatch.setattr(login, "session_identity", lambda: known[0])
    page = run_page()
    assert shows_projects(page)
    known[0] = None
    page.run()
    assert [warning.value for warning in page.warning] == [ZH("login.ended")]
    assert not shows_projects(page)
