"""Boxes of one choice hold a choice, whatever name the browser sends in its place."""

import pytest

from geo.ask.atlas import Atlas
from geo.ground.places import CITY
from geo.view.view import View
from ui import state

Held = dict[str, object]


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    """Return the state of a session that holds the choices of a view."""
    session: Held = {name: getattr(View(), name) for name in state.SINGLE}
    monkeypatch.setattr(state.st, "session_state", session)
    return session


@pytest.mark.parametrize(
    ("name", "choice"),
    [("focus", "place:cbd"), ("metric", "density"), ("colour", "status"), ("basemap", "none")],
)
def test_a_name_in_place_of_a_choice_leaves_what_was_chosen(
    atlas: Atlas, held: Held, name: str, choice: str
) -> None:
    held[name] = choice
    state.mend_choices(atlas)
    held[name] = "北京商务中心区（CBD）"
    state.mend_choices(atlas)
    assert held[name] == choice


def test_a_place_that_is_no_longer_there_leads_to_the_city(atlas: Atlas, held: Held) -> None:
    held["focus"] = "project:none of this register"
    state.mend_choices(atlas)
    assert held["focus"] == CITY


def test_what_is_a_choice_stays_as_it_is(atlas: Atlas, held: Held) -> None:
    before = dict(held)
    state.mend_choices(atlas)
    assert {name: held[name] for name in before} == before
