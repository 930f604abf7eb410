"""What has become of projects since an instant: all that differs, and no more."""

import datetime as dt
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from geo.errors import RegisterError
from geo.keep.change import Change, Row, RowChange
from geo.keep.proposal import Proposal
from geo.keep.recent import ProjectChange, changed_since, project_changes
from geo.register.load import Register
from geo.words.text import text_in
from ui import store as stores
from ui.serve.changes import answer_changes, changes_of
from ui.store import Store

ZH = text_in("zh")
START = dt.datetime(2026, 11, 1, 12).astimezone()
CELLS = st.fixed_dictionaries({"a": st.sampled_from("xyz"), "b": st.sampled_from("xy")})
EDITS = st.lists(st.tuples(st.sampled_from("12"), st.one_of(st.none(), CELLS)), max_size=10)


def at(hour: int) -> dt.datetime:
    return START + dt.timedelta(hours=hour)


class Told:
    """A shelf that tells of given changes and proposals."""

    def __init__(self, *changes: Change, accepted: tuple[Proposal, ...] = ()) -> None:
        self._changes, self._accepted = changes, accepted

    def changes(self) -> tuple[Change, ...]:
        """Return the changes."""
        return self._changes

    def proposals(self, _state: str) -> tuple[Proposal, ...]:
        """Return what was accepted."""
        return self._accepted


def change_at(hour: int, row: RowChange) -> Change:
    return Change.made("王", [row]).model_copy(update={"when": at(hour)})


@given(EDITS, st.integers(0, 9))
def test_what_is_said_leads_from_what_was_to_what_is(
    edits: list[tuple[str, dict[str, str] | None]], begin: int
) -> None:
    rows: dict[str, Row | None] = {}
    then: Mapping[str, Row | None] = {}
    changes = []
    for hour, (record, cells) in enumerate(edits):
        then = dict(rows) if hour <= begin else then
        before, after = rows.get(record), None if cells is None else {"id": record, **cells}
        if before != after:
            changes.append(change_at(hour, RowChange.between("projects", before, after)))
            rows[record] = after
    then = dict(rows) if begin >= len(edits) else then
    told = changed_since(project_changes(Told(*changes)), at(begin - 1))  # type: ignore[arg-type]
    said = {change.project: change for change in told}
    for record in "12":
        was, is_, change = then.get(record), rows.get(record), said.get(record)
        match change:
            case None:
                assert was == is_
            case ProjectChange(kind="corrected", after=after) if was and after:
                assert is_ == {**was, **after}
                assert all(was[name] == cell != after[name] for name, cell in change.before.items())
            case _:
                assert (was is None, is_ is None) == (change.kind == "added", is_ is None)
    assert [change.moment for change in told] == sorted((c.moment for c in told), reverse=True)


def test_a_proposal_counts_from_its_acceptance() -> None:
    row = RowChange.between("projects", {"id": "P"}, {"id": "P", "a": "x"})
    proposal = Proposal(change=change_at(1, row)).decided("accepted", "李")
    [change] = project_changes(Told(proposal.change, accepted=(proposal,)))  # type: ignore[arg-type]
    assert change.moment == proposal.decided_at


# what the page asks


def row(record: str, before: Row, after: Row) -> RowChange:
    return RowChange(table="projects", record=record, revision="x", before=before, after=after)


@pytest.fixture
def store(register: Register, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Return a store whose history moves one project on, and names another anew and back."""
    was = {"status": "announced", "date": "2026-10-09", "sources": "SEED"}
    now = {"status": "operating", "date": "2026-10", "sources": "SEED;HP001"}
    names = ({"name_zh": "甲"}, {"name_zh": "乙"})
    steps = [
        RowChange.between("sources", None, {"id": "NEW"}),
        row("PS007", {**was, "date_precision": "day"}, {**now, "date_precision": "month"}),
        row("PS010", *names),
        row("PS010", *reversed(names)),
        row("GONE", *names),
        row("PS017", {"sources": "SEED"}, {"sources": "FILE;SEED"}),
    ]
    told = Told(*(change_at(hour, step) for hour, step in enumerate(steps)))
    monkeypatch.setattr(stores, "own_shelf", lambda: told)
    return Store(register)


def test_a_first_visit_is_told_of_nothing_and_from_when_on(store: Store) -> None:
    for since in ("", "yesterday", "<script>", "9999-12-31T23:59:59-23:00"):
        answer = changes_of(store, since, ZH)
        assert (answer["rows"], answer["projects"]) == ([], [])
        assert dt.datetime.fromisoformat(answer["until"]) > at(5)


def test_a_later_visit_is_told_in_words_what_differs(store: Store) -> None:
    answer = changes_of(store, at(-1).isoformat(), ZH)
    [project] = answer["projects"]
    assert answer["rows"] == [project["row"]] == [store.membership.position("PS007")]
    assert project["cells"] == [
        ("进展", "已公布", "已运营"),
        ("日期", "2026年10月9日", "2026年10月"),
    ]
    assert (answer["since"], project["day"]) == ("2026年11月1日", "2026年11月1日")
    again = changes_of(store, answer["until"], ZH)
    assert (again["rows"], again["until"]) == ([], answer["until"])


def test_a_sessions_own_data_has_no_history(store: Store) -> None:
    own = Store(store.register, salt="x" * 32)
    assert changes_of(own, at(-1).isoformat(), ZH)["rows"] == []


def test_a_history_that_cannot_be_read_is_no_answer(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise RegisterError(file="history.jsonl", problem="x")

    async def answer(request: Request) -> Response:
        return await answer_changes(store, request)

    client = TestClient(Starlette(routes=[Route("/changes", answer)]))
    monkeypatch.setattr(stores, "own_shelf", fail)
    assert client.get("/changes", params={"since": at(-1).isoformat()}).status_code == 503
    monkeypatch.undo()
    told = client.get("/changes", params={"since": at(-1).isoformat(), "lang": "klingon"})
    assert told.headers["cache-control"] == "no-store"
    assert isinstance(told.json()["rows"], list)
