"""The documents of the standard: what there is, where it is, and what may be asked.

OGC 17-069r4, OGC API Features Part 1: Core, https://docs.ogc.org/is/17-069r4/17-069r4.html
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from geo.words.text import Text
from ui.serve.health import program_version
from ui.serve.ogc.collections import Collection
from ui.serve.ogc.query import LIMIT, MOST, Query

Document = dict[str, Any]

JSON: Final = "application/json"
GEOJSON: Final = "application/geo+json"
HTML: Final = "text/html"
OPENAPI: Final = "application/vnd.oai.openapi+json;version=3.0"
CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"

_CONFORMANCE: Final = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/"
CLASSES: Final = tuple(_CONFORMANCE + name for name in ("core", "oas30", "html", "geojson"))


@dataclass(frozen=True)
class Addresses:
    """The addresses below a root, such as ``https://map.example/ogc``, in a language."""

    root: str
    lang: str

    def of(self, path: str = "", **query: object) -> str:
        """Return the address of a path below the root."""
        asked = urlencode({**query, "lang": self.lang})
        return f"{self.root}{path}?{asked}"

    def link(self, rel: str, kind: str, path: str = "", **query: object) -> Document:
        """Return a link to a path, with how it is related and what it leads to."""
        return {"rel": rel, "type": kind, "href": self.of(path, **query)}

    def both(self, kind: str, path: str = "", **query: object) -> list[Document]:
        """Return the links of a document to itself and to its page."""
        return [
            self.link("self", kind, path, **query),
            self.link("alternate", HTML, path, **query, f="html"),
        ]


def landing(at: Addresses, text: Text) -> Document:
    """Return what the root answers."""
    return {
        "title": text("ogc.title"),
        "description": text("ogc.about"),
        "links": [
            *at.both(JSON),
            at.link("service-desc", OPENAPI, "/api"),
            at.link("service-doc", HTML, "/api", f="html"),
            at.link("conformance", JSON, "/conformance"),
            at.link("data", JSON, "/collections"),
        ],
    }


def conformance(at: Addresses) -> Document:
    """Return which parts of the standard are kept."""
    return {"conformsTo": list(CLASSES), "links": at.both(JSON, "/conformance")}


def collection_list(at: Addresses, collections: Iterable[Collection], text: Text) -> Document:
    """Return all collections."""
    return {
        "links": at.both(JSON, "/collections"),
        "collections": [describe(at, collection, text) for collection in collections],
    }


def describe(at: Addresses, collection: Collection, text: Text) -> Document:
    """Return what a collection is, where it lies and when."""
    path = f"/collections/{collection.name}"
    return {
        "id": collection.name,
        "title": text(f"ogc.{collection.name}"),
        "description": text(f"ogc.{collection.name}_about"),
        "itemType": "feature",
        "crs": [CRS84],
        "extent": {"spatial": {"bbox": [list(collection.extent)], "crs": CRS84}},
        "links": [
            *at.both(JSON, path),
            at.link("items", GEOJSON, f"{path}/items"),
            at.link("items", HTML, f"{path}/items", f="html"),
        ],
    }


def page_links(
    at: Addresses, collection: Collection, query: Query, given: Mapping[str, str], matched: int
) -> list[Document]:
    """Return the links of a page of features: itself, its page in HTML, the next and the last."""
    path, asked = f"/collections/{collection.name}/items", _without_common(given)
    links = at.both(GEOJSON, path, **asked)
    after, before = query.offset + query.limit, max(query.offset - query.limit, 0)
    if after < matched:
        links.append(at.link("next", GEOJSON, path, **{**asked, "offset": after}))
    if query.offset > 0:
        links.append(at.link("prev", GEOJSON, path, **{**asked, "offset": before}))
    return [*links, at.link("collection", JSON, f"/collections/{collection.name}")]


def _without_common(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name not in {"f", "lang"}}


def feature_links(at: Addresses, collection: Collection, id_: str) -> list[Document]:
    """Return the links of one feature."""
    path = f"/collections/{collection.name}"
    return [*at.both(GEOJSON, f"{path}/items/{id_}"), at.link("collection", JSON, path)]


def openapi(at: Addresses, collections: Iterable[Collection], text: Text) -> Document:
    """Return the description of all addresses, OpenAPI 3.0."""
    paths: Document = {
        "/": _answers(JSON),
        "/conformance": _answers(JSON),
        "/collections": _answers(JSON),
    }
    for collection in collections:
        path, title = f"/collections/{collection.name}", text(f"ogc.{collection.name}")
        paths[path] = _answers(JSON, title)
        paths[f"{path}/items"] = _answers(GEOJSON, title, _parameters(collection))
        paths[f"{path}/items/{{featureId}}"] = _answers(GEOJSON, title, [_FEATURE_ID])
    info = {
        "title": text("ogc.title"),
        "description": text("ogc.about"),
        "version": program_version(),
    }
    return {"openapi": "3.0.3", "info": info, "servers": [{"url": at.root}], "paths": paths}


_FEATURE_ID: Final = {
    "name": "featureId",
    "in": "path",
    "required": True,
    "schema": {"type": "string"},
}


def _parameters(collection: Collection) -> list[Document]:
    numbers = {"type": "array", "minItems": 4, "maxItems": 6, "items": {"type": "number"}}
    limit = {"type": "integer", "minimum": 1, "maximum": MOST, "default": LIMIT}
    return [
        _parameter("limit", limit),
        _parameter("offset", {"type": "integer", "minimum": 0, "default": 0}),
        _parameter("bbox", numbers, style="form", explode=False),
        _parameter("datetime", {"type": "string"}),
        *(_parameter(name, {"type": "string"}) for name in collection.filters),
    ]


def _parameter(name: str, schema: Document, **more: object) -> Document:
    return {"name": name, "in": "query", "required": False, "schema": schema, **more}


def _answers(kind: str, summary: str = "", parameters: Iterable[Document] = ()) -> Document:
    """Return what GET answers at an address."""
    content = {kind: {"schema": {"type": "object"}}, HTML: {"schema": {"type": "string"}}}
    get: Document = {
        "parameters": list(parameters),
        "responses": {"200": {"description": "OK", "content": content}},
    }
    return {"get": {"summary": summary, **get} if summary else get}
