"""A shortlist and its text in a link say the same thing, whatever a note holds."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.view.shortlist import (
    KEY_LIMIT,
    MARKS_LIMIT,
    NOTE_LIMIT,
    Mark,
    Shortlist,
    one_line,
    read_shortlist,
)
from tests.unit.strategies import shortlists

LINK_LIMIT = 8000
"""Characters that common browsers and proxies let an address have."""


@given(shortlists())
def test_a_link_holds_a_list(shortlist: Shortlist) -> None:
    assert read_shortlist(str(shortlist)) == shortlist


def test_the_text_is_keys_and_notes_by_turns() -> None:
    listed = Shortlist((Mark("cluster:etown", 'near, by "A"'), Mark("project:PP011")))
    assert str(listed) == 'cluster:etown,"near, by ""A""",project:PP011,'


@pytest.mark.parametrize(
    "text",
    [
        "cluster:etown",
        ",note",
        "a,1,a,2",
        'a,"open',
        f"a,{'x' * (NOTE_LIMIT + 1)}",
        f"{'k' * (KEY_LIMIT + 1)},",
        ",".join(f"k{n}," for n in range(MARKS_LIMIT + 1)),
        "a,two\nlines",
        "a, blanks ",
    ],
)
def test_another_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_shortlist(text)


@given(st.text(max_size=300))
def test_no_text_does_more_than_to_be_refused(text: str) -> None:
    try:
        listed = read_shortlist(text)
    except ValueError:
        return
    assert read_shortlist(str(listed)) == listed


@given(st.text(max_size=300))
def test_a_note_is_one_short_printable_line(note: str) -> None:
    line = one_line(note)
    assert len(line) <= NOTE_LIMIT
    assert line == line.strip()
    assert line.isprintable()
    assert one_line(line) == line


def test_a_full_list_with_full_notes_fits_in_an_address() -> None:
    marks = tuple(Mark(f"project:{n:06}", "备" * NOTE_LIMIT) for n in range(MARKS_LIMIT))
    assert len(urlencode({"shortlist": str(Shortlist(marks))})) < LINK_LIMIT


def test_marking_twice_takes_the_mark_off_and_a_full_list_takes_no_more() -> None:
    listed = Shortlist().toggled("cluster:etown").toggled("project:PP011")
    assert listed.keys == ("cluster:etown", "project:PP011")
    assert listed.toggled("cluster:etown").keys == ("project:PP011",)
    noted = listed.with_note("project:PP011", " two\nlines ")
    assert noted.marks == (Mark("cluster:etown"), Mark("project:PP011", "two lines"))
    full = Shortlist(tuple(Mark(f"k{n}") for n in range(MARKS_LIMIT)))
    assert full.is_full
    assert full.toggled("one more") == full
    assert not full.toggled("k3").is_full
