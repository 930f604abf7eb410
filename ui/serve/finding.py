"""Finding places while someone types: the server looks them up, the browser holds no names."""

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.ask.find import PLACE
from geo.view.view import TEXT_LIMIT
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES
from layers.found import FoundPlace, found_place
from ui.store import shared_store

LISTED: Final = 5
"""The most places that are suggested."""


def suggest_places(text: str, lang: str, limit: int = LISTED) -> list[FoundPlace]:
    """Return the likeliest places of a text.

    Those of the register are left out: the browser suggests them from an index of its own.
    """
    store, words = shared_store(), text_in(lang)
    found = store.finder.find(text[:TEXT_LIMIT], 2 * limit)
    named = [point for point in found if point.kind != PLACE]
    return [found_place(point, store.register.places, words) for point in named[:limit]]


async def answer_find(request: Request) -> Response:
    """Answer ``?q=`` with places as JSON, in the language of ``lang``."""
    query = request.query_params
    lang = query.get("lang", "")
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    found = await run_in_threadpool(suggest_places, query.get("q", ""), lang)
    return JSONResponse(found, headers={"Cache-Control": "no-store"})
