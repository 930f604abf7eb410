"""What the project table lists, as a file: made in one request for the view of a link."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from briefing.content import Briefing, make_briefing
from briefing.files.workbook import csv_file, xlsx_file
from geo.ask.filters import Mask
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY
from geo.say.spreadsheet import XLSX_TYPE
from geo.view.view import View
from geo.words.text import text_in
from layers.links import view_of_link
from ui.serve.log import event
from ui.store import Store

TYPES: Final = {"xlsx": XLSX_TYPE, "csv": "text/csv"}
WRITERS: Final[Mapping[str, Callable[[Briefing], bytes]]] = {"xlsx": xlsx_file, "csv": csv_file}


async def answer_export(store: Store, form: str, request: Request) -> Response:
    """Answer with the projects listed in the view that a request's query names, in one of TYPES."""
    view, _ = view_of_link(store, dict(request.query_params))
    content = await run_in_threadpool(write_listing, store, view, form)
    event("export", view).log(int(listed_in(store, view).sum()))
    name = quote(f"{text_in(view.lang)('export.file')}.{form}")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
    return Response(content, headers=headers, media_type=TYPES[form])


def listed_in(store: Store, view: View) -> Mask:
    """Tell which projects the table lists in a view: with one in focus the whole selection."""
    return store.within_focus(store.filter.select(view).mask, view.focus)


def write_listing(store: Store, view: View, form: str) -> bytes:
    """Return the projects that the table lists in a view, as ``xlsx`` or ``csv``.

    It is the file that a briefing has of them.
    """
    focus = CITY if view.focus.startswith(PROJECT_PREFIX) else view.focus
    return WRITERS[form](make_briefing(store, replace(view, focus=focus)))
