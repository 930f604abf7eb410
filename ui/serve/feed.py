"""A feed of any link: what was added, changed its status or was corrected in the view it names."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import pandas as pd
from feedgen.feed import FeedGenerator
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from geo.errors import TwoZonesError
from geo.ground.membership import PROJECT_PREFIX
from geo.keep.change import PROJECTS
from geo.keep.recent import ProjectChange
from geo.register.records import Row
from geo.say.filter_words import active_filters
from geo.say.source_words import cite
from geo.say.stated_words import column_label
from geo.view.view import View, period_start
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGE_TAGS
from layers.links import view_of_link
from ui.serve.paths import FEED, base_path
from ui.store import Store, shared_store

MEDIA_TYPE: Final = "application/atom+xml"
MOST: Final = 200
"""Entries of a feed, the newest: readers ask again and again."""

_IDS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "beijing-two-zones-map")
"""What ids are made from: the same event has the same id on every server."""

_STEP: Final = ("project", "status", "date", "source")
"""What tells a step of the history from others."""


@dataclass(frozen=True)
class Event:
    """Something that happened to a project: ``key`` tells it from all others for ever."""

    key: str
    project: str
    moment: dt.datetime
    title: str
    summary: str
    kind: str


async def answer_feed(request: Request) -> Response:
    """Answer with the feed of the view that a request's query names."""
    root = f"{request.url.scheme}://{request.url.netloc}{base_path()}"
    query = dict(request.query_params)
    content = await run_in_threadpool(feed_of, shared_store(), query, root)
    return Response(content, headers={"Cache-Control": "no-cache"}, media_type=MEDIA_TYPE)


def feed_of(store: Store, query: dict[str, str], root: str) -> bytes:
    """Return the Atom feed (RFC 4287) of a link's query; ``root`` is where the page is served."""
    view, _ = view_of_link(store, query)
    text, asked = text_in(view.lang), urlencode(view.to_query())
    events = sorted(events_of(store, view, text), key=lambda event: event.moment, reverse=True)
    feed = FeedGenerator()
    feed.id(_urn(f"feed?{asked}"))
    feed.title(_title(store, view, text))
    feed.author(name=text("app.title"))
    feed.language(LANGUAGE_TAGS[view.lang])
    feed.link(href=f"{root}{FEED}?{asked}", rel="self")
    feed.link(href=f"{root}/?{asked}", rel="alternate")
    feed.updated(max((event.moment for event in events), default=_moment_of(store.data_as_of)))
    for event in events[:MOST]:
        _add(feed, event, root, view.lang)
    return bytes(feed.atom_str(pretty=True))


def _title(store: Store, view: View, text: Text) -> str:
    """Return what the feed is of: the map, the place, and what is filtered."""
    filters = [label for _, _, label in active_filters(store, view, text)]
    return " · ".join([text("app.title"), store.name_of(view.focus, text.lang), *filters])


def _add(feed: FeedGenerator, event: Event, root: str, lang: str) -> None:
    focus = urlencode({"focus": f"{PROJECT_PREFIX}{event.project}", "lang": lang})
    entry = feed.add_entry(order="append")
    entry.id(_urn(event.key))
    entry.title(event.title)
    entry.updated(event.moment)
    entry.link(href=f"{root}/?{focus}")
    entry.category(term=event.kind)
    entry.summary(event.summary)


def _urn(key: str) -> str:
    return uuid.uuid5(_IDS, key).urn


def events_of(store: Store, view: View, text: Text) -> Iterator[Event]:
    """Yield what happened to the projects that a view lists, in no order."""
    register = store.register
    listed = store.within_focus(store.filter.select(view).mask, view.focus)
    projects = register.projects[listed].set_index("id", drop=False)
    history = register.history
    again = history.groupby(list(_STEP)).cumcount()  # two firms may settle on one day
    steps = history.assign(again=again)[history["project"].isin(projects.index)]
    for step in steps.itertuples():
        if step.date:
            yield _step(step, projects, store, text)
    yield from _changed(store, projects, text)


def _step(step: Row, projects: pd.DataFrame, store: Store, text: Text) -> Event:
    name, status = projects[f"name_{text.lang}"][step.project], text(f"status.{step.status}")
    said = [
        text.of(step, "note"),
        text("feed.source", source=cite(store.sources[step.source], text)),
    ]
    return Event(
        key="/".join(["step", *(str(getattr(step, name)) for name in (*_STEP, "again"))]),
        project=step.project,
        moment=_moment_of(step.date),
        title=text("feed.step", name=name, status=status, date=text.date(step.date)),
        summary=" ".join(filter(None, said)),
        kind=step.status,
    )


def _changed(store: Store, projects: pd.DataFrame, text: Text) -> Iterator[Event]:
    """Yield what changes of the register, at the desk or by imports, added and corrected.

    While the history cannot be read there is none of it.
    """
    names = projects[f"name_{text.lang}"]
    changes: Sequence[ProjectChange] = ()
    with suppress(TwoZonesError):
        changes = store.changes
    for change in changes:
        if change.project in projects.index and change.kind != "removed":
            title = text(f"feed.{change.kind}", name=names[change.project])
            labels = dict.fromkeys(column_label(PROJECTS, name, text) for name in change.after)
            yield _change(change, title, text("feed.part").join(labels))


def _change(change: ProjectChange, title: str, summary: str) -> Event:
    key = f"{change.kind}/{change.project}/{change.moment.isoformat()}"
    return Event(key, change.project, change.moment, title, summary, change.kind)


def _moment_of(date: str) -> dt.datetime:
    """Return the first moment of a date that may be only a month or a year."""
    return dt.datetime.combine(period_start(date), dt.time(), dt.UTC)
