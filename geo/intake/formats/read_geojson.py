"""GeoJSON, feature by feature, with limits on what it may hold."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pyproj
import shapely
from pyproj.exceptions import CRSError

from geo.errors import (
    ContentError,
    EmptyFileError,
    TooDeepError,
    TooManyColumnsError,
    TooManyRowsError,
)
from geo.intake.files.encodings import decode_text
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import RawTable
from geo.intake.files.vertices import VertexCounter
from geo.intake.formats.read_other_json import read_other_json
from geo.settings import Limits

_EPSG: Final = re.compile(r"EPSG(?:::|:[\d.]*:|:|/\d+/)(\d{4,6})$", re.IGNORECASE)
_LONGEST_NAME: Final = 100
_SEPARATOR: Final = b"\x1e"  # before each feature, by RFC 8142
_BROKEN_SHAPE: Final = "shape_unreadable"


def read_geojson(file: SourceFile, allowed: Limits, part: str | None = None) -> RawTable:
    """Read GeoJSON feature by feature; a feature that is none is kept as broken.

    A feature a line (NDJSON, RFC 8142) is read too, and by GDAL what Esri and TopoJSON write.

    Raises
    ------
    TooDeepError, TooManyVerticesError, TooManyRowsError
        It is over a limit.
    ContentError, EmptyFileError
        It is no GeoJSON, or has no features.
    """
    text, _ = decode_text(file.name, file.content.replace(_SEPARATOR, b""))
    try:
        document = _document(text)
    except RecursionError as error:
        raise TooDeepError(file=file.name, limit=allowed.depth) from error
    except ValueError as error:
        raise ContentError(file=file.name) from error
    if _is_other_json(document):
        return read_other_json(file, document, allowed, part)
    features = _features(file, document)
    if len(features) > allowed.rows:
        raise TooManyRowsError(file=file.name, limit=allowed.rows)
    counter = VertexCounter(file.name, allowed)
    shapes, broken = [], {}
    for number, feature in enumerate(features, start=1):
        try:
            shapes.append(_shape(feature, counter))
        except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError):
            shapes.append(None)
            broken[number] = _BROKEN_SHAPE
    properties = [_properties(feature) for feature in features]
    headers = _names(file, properties, allowed)
    rows = [[row.get(name) for name in headers] for row in properties]
    numbers = range(1, len(rows) + 1)
    crs = _named_crs(document)
    return RawTable(file.name, file.kind, headers, rows, numbers, shapes, crs, broken)


def _document(text: str) -> Any:  # noqa: ANN401 (JSON)
    """Return what a text holds: one value of JSON, or a feature a line as one collection."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg != "Extra data":
            raise
        lines = [line.strip() for line in text.splitlines()]
        features = [json.loads(line) for line in lines if line]
    return {"type": "FeatureCollection", "features": features}


def _is_other_json(document: object) -> bool:
    """Tell whether a document is TopoJSON or of Esri's."""
    if not isinstance(document, dict):
        return False
    is_esri = "features" in document and "type" not in document
    return document.get("type") == "Topology" or is_esri


def _features(file: SourceFile, document: object) -> list[Any]:
    """Return the features of a collection, or the one that the document is."""
    if isinstance(document, dict) and document.get("type") == "Feature":
        return [document]
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise ContentError(file=file.name)
    features = document.get("features")
    if not isinstance(features, list):
        raise ContentError(file=file.name)
    if not features:
        raise EmptyFileError(file=file.name)
    return features


def _names(
    file: SourceFile, properties: Sequence[Mapping[str, Any]], allowed: Limits
) -> tuple[str, ...]:
    """Return the names of all properties, counted before there is a column for each."""
    names: dict[str, None] = {}
    for row in properties:
        names |= dict.fromkeys(row)
        if len(names) > allowed.columns:
            raise TooManyColumnsError(file=file.name, limit=allowed.columns)
    return tuple(names)


def _shape(feature: Mapping[str, Any], counter: VertexCounter) -> shapely.Geometry | None:
    geometry = feature["geometry"]
    if geometry is None:
        return None
    counter.look_into(geometry)
    return shapely.from_geojson(json.dumps(geometry))


def _properties(feature: object) -> dict[str, Any]:
    """Return the properties, and the feature's own id where they have none."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    known = dict(properties) if isinstance(properties, dict) else {}
    if "id" in feature and "id" not in known:
        known["id"] = feature["id"]
    return known


def _named_crs(document: Mapping[str, Any]) -> pyproj.CRS | None:
    """Return the CRS that the old ``crs`` member names, where it is one of EPSG's or CRS84."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    return _crs_from_name(name[:_LONGEST_NAME])


def _crs_from_name(name: str) -> pyproj.CRS | None:
    """Return the CRS of a name such as ``EPSG:4490`` or ``urn:ogc:def:crs:OGC:1.3:CRS84``."""
    if name.upper().endswith("CRS84"):
        return pyproj.CRS.from_epsg(4326)
    match = _EPSG.search(name.strip())
    try:
        return pyproj.CRS.from_epsg(int(match[1])) if match else None
    except CRSError:
        return None
