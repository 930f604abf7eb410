"""A change says what it makes of a row, refuses another row than its own, and can be taken back."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors.keeping import (
    AnswerMissingError,
    EditConflictError,
    NothingChangedError,
    ProposalDecidedError,
)
from geo.keep.change import Change, RowChange, new_id, record_revision
from geo.keep.proposal import Proposal

ROW = {"id": "P1", "name_zh": "甲", "status": "signed", "note_zh": ""}

ROWS = st.none() | st.dictionaries(
    st.sampled_from(["name_zh", "status", "note_zh", "date"]), st.text(max_size=5)
).map(lambda cells: {"id": "P1", "name_zh": "", "status": "", "note_zh": "", "date": ""} | cells)


@given(ROWS, ROWS)
def test_a_change_leads_from_one_row_to_the_other_and_back(
    before: dict[str, str] | None, after: dict[str, str] | None
) -> None:
    if before == after:
        return
    change = RowChange.between("projects", before, after)
    assert change.applied(before) == after
    assert change.reverse(after).applied(after) == before
    assert (change.adds, change.removes) == (before is None, after is None)


def test_only_what_differs_is_said() -> None:
    change = RowChange.between("projects", ROW, ROW | {"status": "landed"})
    assert change.before == {"status": "signed"}
    assert change.after == {"status": "landed"}
    assert change.record == "P1"


def test_nothing_is_no_change() -> None:
    with pytest.raises(NothingChangedError):
        RowChange.between("projects", ROW, dict(ROW))


def test_the_second_of_two_is_refused_with_both_values() -> None:
    mine = RowChange.between("projects", ROW, ROW | {"status": "landed"})
    with pytest.raises(EditConflictError) as refused:
        mine.applied(ROW | {"status": "operating"})
    for lang in ("zh", "en"):
        said = refused.value.sentence(lang)
        assert "operating" in said
        assert "landed" in said


def test_what_changed_beside_it_stays_when_a_change_is_taken_back() -> None:
    mine = RowChange.between("projects", ROW, ROW | {"status": "landed"})
    later = ROW | {"status": "landed", "note_zh": "注"}
    assert mine.reverse(later).applied(later) == ROW | {"note_zh": "注"}


def test_what_changed_again_is_not_taken_back() -> None:
    mine = RowChange.between("projects", ROW, ROW | {"status": "landed"})
    with pytest.raises(EditConflictError, match="operating"):
        mine.reverse(ROW | {"status": "operating"})


def test_an_added_row_that_has_changed_since_is_not_removed() -> None:
    added = RowChange.between("projects", None, ROW)
    with pytest.raises(EditConflictError):
        added.reverse(ROW | {"status": "landed"})


def test_a_column_more_does_not_make_a_row_another() -> None:
    assert record_revision(ROW | {"later": ""}) == record_revision(ROW)
    assert record_revision(ROW | {"later": "x"}) != record_revision(ROW)
    assert record_revision(None) == ""


def test_ids_sort_by_time() -> None:
    start = dt.datetime(2026, 11, 27, tzinfo=dt.UTC)
    ids = [new_id(start + dt.timedelta(microseconds=n)) for n in range(20)]
    assert ids == sorted(set(ids))


def test_a_change_comes_back_from_json() -> None:
    change = Change.made("王", [RowChange.between("projects", ROW, None)], why="x", source="S1")
    assert Change.model_validate_json(change.model_dump_json()) == change


def test_a_proposal_is_decided_once_and_sent_back_with_a_word() -> None:
    change = Change.made("王", [RowChange.between("projects", ROW, None)])
    proposal = Proposal(change=change)
    with pytest.raises(AnswerMissingError):
        proposal.decided("sent_back", "李", " ")
    accepted = proposal.decided("accepted", "李")
    assert (accepted.state, accepted.decided_by, accepted.id) == ("accepted", "李", change.id)
    with pytest.raises(ProposalDecidedError):
        accepted.decided("withdrawn", "王")
