"""What the project table lists, as a file: made in one request for the view of a link."""

import io
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from geo.listing import project_table
from geo.membership import PROJECT_PREFIX
from geo.spreadsheet import write_csv, write_xlsx
from geo.text import text_in
from geo.view import View
from ui.links import requested_view
from ui.store import Store

XLSX_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES: Final = {"xlsx": XLSX_TYPE, "csv": "text/csv"}


async def answer_export(store: Store, request: Request) -> Response:
    """Answer with the projects listed in the view that a request's query names."""
    form = request.path_params["form"]
    if form not in TYPES:
        return PlainTextResponse("Not found", status_code=404)
    view = requested_view(store, dict(request.query_params))
    content = await run_in_threadpool(write_listing, store, view, form)
    name = quote(f"{text_in(view.lang)('export.file')}.{form}")
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
        "Cache-Control": "no-store",
    }
    return Response(content, headers=headers, media_type=TYPES[form])


def write_listing(store: Store, view: View, form: str) -> bytes:
    """Return the projects that the table lists in a view, as ``xlsx`` or ``csv``.

    With a project in focus the table lists the whole selection.
    """
    text, register = text_in(view.lang), store.register
    listed = store.filter.select(view).mask
    if not view.focus.startswith(PROJECT_PREFIX):
        listed &= store.membership.mask(view.focus)
    table = project_table(register.projects[listed], register.places, register.sources, text)
    target = io.BytesIO()
    if form == "xlsx":
        write_xlsx(target, {text("export.file"): table})
    else:
        write_csv(target, table)
    return target.getvalue()
