"""The log: a line of JSON an event, with the request that it belongs to and who asked.

What people load, search or write is never part of it: events say how much, not what.
"""

import datetime as dt
import json
import logging
import re
import uuid
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.view.view import View
from ui.serve.access import Identity, identity_of, session_identity

REQUEST_ID: Final = "X-Request-ID"
_GIVEN: Final = re.compile(r"[0-9A-Za-z-]{8,64}")
_request: ContextVar[str] = ContextVar("request", default="")
_reader: ContextVar[Identity | None] = ContextVar("reader", default=None)
_events: Final = logging.getLogger("twozones.events")


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        line = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request": request_id(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_log() -> None:
    """Write every log of this process to standard error as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("twozones").setLevel(logging.INFO)
    for name in ("streamlit", "uvicorn"):  # they have handlers of their own
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


@dataclass(frozen=True)
class Event:
    """Something that a reader had done, told to the log once it is known how it went."""

    name: str
    view: str
    who: str
    request: str

    def log(self, rows: int | None = None, outcome: str = "done") -> None:
        """Write the line: who, what view, how many rows, how it went."""
        facts = {"request": self.request, "who": self.who, "view": self.view}
        _events.info(self.name, extra={"facts": facts | {"rows": rows, "outcome": outcome}})


def event(name: str, view: View | None = None) -> Event:
    """Return an event of the reader whose request or run this is."""
    return Event(name, view_in_log(view) if view else "", _who(), request_id())


def _who() -> str:
    """Return the name of whoever a run or request belongs to; empty where none is known."""
    in_run = get_script_run_ctx(suppress_warning=True) is not None
    identity = session_identity() if in_run else _reader.get()
    return identity.name if identity else ""


def view_in_log(view: View) -> str:
    """Return a view's parameters; of what someone typed only that there was something."""
    typed = {"q", "shortlist"}
    query = view.to_query()
    return "&".join(f"{name}={'…' if name in typed else value}" for name, value in query.items())


def request_id() -> str:
    """Return the id of the request being answered, or of the one that opened the session."""
    if get_script_run_ctx(suppress_warning=True) is not None:
        return st.context.headers.get(REQUEST_ID, "")
    return _request.get()


class RequestId:
    """Middleware: every request has an id, a proxy's where it sends one; the answer names it."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer under an id."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = MutableHeaders(scope={**scope, "headers": list(scope["headers"])})
        given = headers.get(REQUEST_ID, "")
        name = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        headers[REQUEST_ID] = name
        _request.set(name)
        connection = HTTPConnection(scope)
        _reader.set(identity_of(connection.headers, connection.cookies))

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = name
            await send(message)

        await self.app({**scope, "headers": headers.raw}, receive, send_with_id)
