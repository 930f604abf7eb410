"""The routes of OGC API Features: each answers in JSON for programs and as a page for people."""

import json
from collections.abc import Awaitable, Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from geo.errors import MissingFeatureError, QueryError, TwoZonesError
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGE_TAGS, LANGUAGES
from ui.serve.ogc import documents
from ui.serve.ogc.collections import Collection, collections_of
from ui.serve.ogc.documents import GEOJSON, HTML, JSON, OPENAPI, Addresses, Document
from ui.serve.ogc.query import check_names, query_of
from ui.serve.paths import OGC, base_path, below_base
from ui.store import Store, shared_store

_PAGE: Final = jinja2.Template(
    Path(__file__).with_name("page.html").read_text("utf-8"), autoescape=True
)

_RELS: Final = {
    "service-doc": "service_doc",
    "conformance": "conformance",
    "data": "data",
    "items": "items",
    "prev": "prev",
    "next": "next",
    "collection": "collection",
}
"""The links that a page shows, by what they are called under ``ogc``."""


class _Asked:
    """A request: its parameters, its language, and the collections of what is served now."""

    def __init__(self, request: Request) -> None:
        self.given: Mapping[str, str] = dict(request.query_params)
        self.path: Mapping[str, str] = request.path_params
        lang = self.given.get("lang", "")
        self.text = text_in(lang if lang in LANGUAGES else LANGUAGES[0])
        host = f"{request.url.scheme}://{request.url.netloc}"
        self.at = Addresses(f"{host}{base_path()}{OGC}", self.text.lang)
        form = self.given.get("f", "html" if _is_browser(request) else "json")
        self.is_page = form == "html"
        self.below = below_base(request.url.path).removeprefix(OGC)

    @property
    def other(self) -> Addresses:
        """The addresses in the other language."""
        (lang,) = set(LANGUAGES) - {self.text.lang}
        return Addresses(self.at.root, lang)

    @property
    def collections(self) -> Mapping[str, Collection]:
        return _collections(shared_store())

    @property
    def collection(self) -> Collection:
        """The collection that the address names; MissingFeatureError where there is none."""
        name = self.path["collection"]
        if name not in self.collections:
            raise MissingFeatureError(value=name[:60], expected=", ".join(self.collections))
        return self.collections[name]


def _is_browser(request: Request) -> bool:
    return request.headers.get("accept", "").startswith(HTML)


@lru_cache(maxsize=2)  # the register served, and one that a reader still asks for
def _collections(store: Store) -> Mapping[str, Collection]:
    return collections_of(store.register)


Make = Callable[[_Asked], str]
"""Returns the JSON that answers a request."""


def ogc_routes() -> list[Route]:
    """Return the routes below ``/ogc``, open to whoever may read the page."""
    item = "/collections/{collection}/items/{feature:path}"
    return [
        _route("", JSON, _plain(_landing)),
        _route("/", JSON, _plain(_landing)),
        _route("/api", OPENAPI, _plain(_openapi)),
        _route("/conformance", JSON, _plain(lambda asked: documents.conformance(asked.at))),
        _route("/collections", JSON, _plain(_collection_list)),
        _route("/collections/{collection}", JSON, _plain(_collection)),
        _route("/collections/{collection}/items", GEOJSON, _items),
        _route(item, GEOJSON, _item),
        _route("/{nowhere:path}", JSON, _nowhere),
    ]


def _route(path: str, kind: str, make: Make) -> Route:
    return Route(f"{OGC}{path}", _answering(kind, make))


def _answering(kind: str, make: Make) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that answers with what is made, or says what is wrong with a request."""

    async def answer(request: Request) -> Response:
        asked = _Asked(request)
        try:
            return _response(asked, await run_in_threadpool(make, asked), kind)
        except QueryError as error:
            return _refusal(asked, error, 400)
        except MissingFeatureError as error:
            return _refusal(asked, error, 404)

    return answer


def _response(asked: _Asked, answer: str, kind: str, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"}
    if asked.is_page:
        answer, kind = _page(asked, json.loads(answer)), HTML
    return Response(answer, status, headers=headers, media_type=kind)


def _refusal(asked: _Asked, error: TwoZonesError, status: int) -> Response:
    """Say what is wrong, in the language of the request, in the form that the standard gives."""
    said = {"code": error.name(), "description": error.sentence(asked.text.lang)}
    return _response(asked, _written(said), JSON, status)


def _page(asked: _Asked, document: Document) -> str:
    other, given = asked.other, {k: v for k, v in asked.given.items() if k != "lang"}
    facts = {
        "heading": _heading(asked, document),
        "tag": LANGUAGE_TAGS[asked.text.lang],
        "other": other.of(quote(asked.below), **given),
        "other_lang": LANGUAGE_TAGS[other.lang],
        "other_text": text_in(other.lang),
        "items": f"/collections/{asked.path.get('collection', '')}/items/",
    }
    return str(_PAGE.render(document=document, at=asked.at, text=asked.text, rels=_RELS, **facts))


def _heading(asked: _Asked, document: Document) -> str:
    """Return what a page is of: a record, a collection, the service, or that there is nothing."""
    text = asked.text
    if "code" in document:
        return text("ogc.refused")
    name = document.get("properties", {}).get(f"name_{text.lang}")
    own = text(f"ogc.{asked.collection.name}") if "collection" in asked.path else text("ogc.title")
    return str(name or document.get("title") or own)


def _written(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False)


def _plain(make: Callable[[_Asked], Document]) -> Make:
    """Return what writes a document whose address takes no parameters of its own."""

    def write(asked: _Asked) -> str:
        check_names(asked.given)
        return _written(make(asked))

    return write


def _landing(asked: _Asked) -> Document:
    return documents.landing(asked.at, asked.text)


def _nowhere(asked: _Asked) -> str:
    raise MissingFeatureError(value=asked.path["nowhere"][:60], expected=OGC)


def _openapi(asked: _Asked) -> Document:
    return documents.openapi(asked.at, asked.collections.values(), asked.text)


def _collection_list(asked: _Asked) -> Document:
    return documents.collection_list(asked.at, asked.collections.values(), asked.text)


def _collection(asked: _Asked) -> Document:
    return documents.describe(asked.at, asked.collection, asked.text)


def _items(asked: _Asked) -> str:
    """Write a page of features; they come written, which is half of the work."""
    collection = asked.collection
    query = query_of(asked.given, collection.filters)
    found = collection.select(query)
    page = found[query.offset : query.offset + query.limit]
    links = documents.page_links(asked.at, collection, query, asked.given, len(found))
    return (
        f'{{"type":"FeatureCollection","numberMatched":{len(found)},"numberReturned":{len(page)},'
        f'"links":{_written_links(links)},"features":[{",".join(collection.features(page))}]}}'
    )


def _item(asked: _Asked) -> str:
    check_names(asked.given)
    collection, id_ = asked.collection, asked.path["feature"]
    found = collection.feature(id_)
    if found is None:
        raise MissingFeatureError(value=id_[:60], expected=collection.name)
    links = documents.feature_links(asked.at, collection, id_)
    return f'{found[:-1]},"links":{_written_links(links)}}}'


def _written_links(links: list[Document]) -> str:
    return json.dumps(links, ensure_ascii=False)
