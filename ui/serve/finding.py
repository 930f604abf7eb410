"""What someone types is understood while they type: places by name, conditions, or mere text."""

from typing import Final, TypedDict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.ask.find import PLACE
from geo.say.typed_conditions import read_conditions
from geo.view.view import TEXT_LIMIT
from geo.words.text import Text, text_in
from geo.words.vocabulary import LANGUAGES
from layers.found import Found, found_conditions, found_place, found_text
from ui.store import shared_store

LISTED: Final = 5
"""The most places that are suggested."""


class Searched(TypedDict):
    """How a text can be searched for; ``leads`` tells that its words name conditions first."""

    conditions: list[Found]
    leads: bool


class Understood(Searched):
    """What a text may mean."""

    places: list[Found]


def understand(typed: str, lang: str, limit: int = LISTED) -> Understood:
    """Return the likeliest places of a text, and how it can be searched for."""
    typed, words = typed[:TEXT_LIMIT].strip(), text_in(lang)
    return {"places": _places(typed, words, limit), **_conditions(typed, words)}


def _places(typed: str, text: Text, limit: int) -> list[Found]:
    """Return the likeliest places of a text.

    Those of the register are left out: the browser suggests them from an index of its own.
    """
    store = shared_store()
    found = store.finder.find(typed, 2 * limit)
    named = [point for point in found if point.kind != PLACE]
    return [found_place(point, store.register.places, text) for point in named[:limit]]


def _conditions(typed: str, text: Text) -> Searched:
    """Return the ways in which the words themselves can be searched for."""
    if not typed:
        return {"conditions": [], "leads": False}
    store = shared_store()
    read = read_conditions(typed, store.option_names)
    named = [found_conditions(typed, read, store, text)] if read.is_any else []
    return {
        "conditions": [*named, found_text(typed, text)],
        "leads": read.is_any and not read.is_one_place,
    }


async def answer_find(request: Request) -> Response:
    """Answer ``?q=`` with what it may mean as JSON, in the language of ``lang``."""
    query = request.query_params
    lang = query.get("lang", "")
    lang = lang if lang in LANGUAGES else LANGUAGES[0]
    found = await run_in_threadpool(understand, query.get("q", ""), lang)
    return JSONResponse(found, headers={"Cache-Control": "no-store"})
