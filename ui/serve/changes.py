"""What has changed since a reader was here: the instant is in the browser, and asked with."""

import datetime as dt
from collections.abc import Iterator
from typing import Final, TypedDict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.errors import TwoZonesError
from geo.keep.change import PROJECTS
from geo.keep.recent import ProjectChange, changed_since
from geo.say.stated_words import cell_words, column_label
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGES
from ui.serve.log import event
from ui.store import Store

LISTED: Final = 200
"""The most projects of which is said what changed; of all others, that they did."""

_UNSAID: Final = frozenset({"date_precision"})
"""Columns that say nothing to a reader: how precise a date is, the date itself shows."""

_NEVER_KEPT: Final = {"Cache-Control": "no-store"}


class Said(TypedDict):
    """A project that changed: its row on the map, and each cell as label, before and after."""

    id: str
    row: int
    name: str
    day: str
    kind: str
    cells: list[tuple[str, str, str]]


class Answer(TypedDict):
    """What changed since a day in words, and until when; ``rows`` are those of all that did."""

    since: str
    until: str
    rows: list[int]
    projects: list[Said]


async def answer_changes(store: Store, request: Request) -> Response:
    """Answer ``?since=`` (ISO 8601) with what has become of projects after it, as JSON.

    Without an instant nothing has changed: it is a first visit. ``until`` is what the browser
    asks with next time. No reader is told who made a change.
    """
    query = request.query_params
    lang = query.get("lang", "")
    text = text_in(lang if lang in LANGUAGES else LANGUAGES[0])
    try:
        answer = await run_in_threadpool(changes_of, store, query.get("since", ""), text)
    except TwoZonesError as error:
        event("changes").log(outcome=error.name())
        return JSONResponse({}, status_code=503, headers=_NEVER_KEPT)
    return JSONResponse(answer, headers=_NEVER_KEPT)


def changes_of(store: Store, since: str, text: Text) -> Answer:
    """Return what has become of a store's projects after an instant; see `answer_changes`.

    Raises
    ------
    DatabaseError, RegisterError
        The history cannot be read.
    """
    now = dt.datetime.now(tz=dt.UTC)
    instant = _instant(since)
    if instant is None:
        return {"since": "", "until": now.isoformat(), "rows": [], "projects": []}
    found = changed_since(store.changes, instant)
    rows = {change.project: store.membership.position(change.project) for change in found}
    there = [(row, change) for change in found if (row := rows[change.project]) is not None]
    return {
        "since": _day(instant, text),
        "until": max((change.moment for change in found), default=instant).isoformat(),
        "rows": [row for row, _ in there],
        "projects": [_said(store, row, change, text) for row, change in there[:LISTED]],
    }


def _instant(text: str) -> dt.datetime | None:
    """Return an instant that a browser has kept, or None where it is none."""
    try:
        return dt.datetime.fromisoformat(text).astimezone(dt.UTC)
    except (ValueError, OverflowError):
        return None


def _said(store: Store, row: int, change: ProjectChange, text: Text) -> Said:
    return {
        "id": change.project,
        "row": row,
        "name": store.register.projects[f"name_{text.lang}"].iloc[row],
        "day": _day(change.moment, text),
        "kind": text(f"changed.{change.kind}"),
        "cells": list(_cells(store, change, text)),
    }


def _cells(store: Store, change: ProjectChange, text: Text) -> Iterator[tuple[str, str, str]]:
    for column, after in change.after.items():
        if column not in _UNSAID:
            before, now = (
                cell_words(store.register, PROJECTS, column, cell, text)
                for cell in (change.before[column], after)
            )
            yield column_label(PROJECTS, column, text), before, now


def _day(moment: dt.datetime, text: Text) -> str:
    return text.date(f"{moment.astimezone():%Y-%m-%d}")
