"""Files for GIS of one kind of thing: GeoJSON and shapefiles."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import geopandas as gpd
import pyogrio
import shapely

from briefing.content import Briefing
from briefing.files.description import description_of
from briefing.files.frames import (
    SHORT_NAMES,
    project_features,
    project_shapes,
    shapefile_columns,
    zone_features,
)
from briefing.files.package_tables import aliases_of
from briefing.files.qml import qml_of
from briefing.files.sld import sld_of
from briefing.files.styles import Shape, layer_styles

CGCS2000: Final = "EPSG:4490"
README: Final = "README.txt"
AREAS, LINES = "projects_areas", "projects_lines"
SHAPE_TYPES: Final = {
    "projects": "Point",
    AREAS: "MultiPolygon",
    LINES: "MultiLineString",
    "zones": "MultiPolygon",
}
DRAWN_AS: Final[Mapping[str, Shape]] = {AREAS: "fill", LINES: "line"}


def geojson_file(briefing: Briefing) -> bytes:
    """Return the projects as GeoJSON (RFC 7946): WGS-84, seven decimals, null without a point.

    A project that is more than a point stands there as its own shape. Each feature has the id of
    its project; the collection says where it lies, of which day it is and under which licence.
    """
    features, shapes = project_features(briefing), project_shapes(briefing)
    if len(shapes):
        own = dict(zip(shapes["id"], shapes.geometry, strict=True))
        drawn = [own.get(id_, p) for id_, p in zip(features["id"], features.geometry, strict=True)]
        features = features.set_geometry(gpd.GeoSeries(drawn, crs=features.crs))
    document = _collection(features, "Unknown" if len(shapes) else "Point")
    for feature in document["features"]:
        feature["id"] = feature["properties"]["id"]
    bounds = {} if features.geometry.isna().all() else {"bbox": features.total_bounds.tolist()}
    members = {
        "type": document["type"],
        "name": document["name"],
        "metadata": dict(description_of(briefing)),
        **bounds,
        "features": document["features"],
    }
    return json.dumps(members, ensure_ascii=False, separators=(",", ":")).encode()


def _collection(features: gpd.GeoDataFrame, geometry_type: str) -> dict[str, Any]:
    """Return features as GDAL writes them."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "projects.geojson"
        pyogrio.write_dataframe(
            features,
            path,
            driver="GeoJSON",
            geometry_type=geometry_type,
            layer="projects",
            RFC7946="YES",
        )
        document: dict[str, Any] = json.loads(path.read_bytes())
        return document


def shapefile_zip(briefing: Briefing) -> bytes:
    """Return projects and zones as shapefiles in CGCS2000 (EPSG:4490), each with .cpg and .prj.

    Shapes of projects have files of their own, areas and lines apart, as the format demands. Beside
    each lie its styles for QGIS and for others, and a text that says what all of it is.
    """
    own = project_shapes(briefing)
    has_area = shapely.area(own.geometry.array) > 0
    frames = {
        "projects": project_features(briefing),
        AREAS: own[has_area],
        LINES: own[~has_area],
        "zones": zone_features(briefing),
    }
    written = {name: frame for name, frame in frames.items() if len(frame) or name == "projects"}
    with TemporaryDirectory() as folder:
        for name, frame in written.items():
            pyogrio.write_dataframe(
                shapefile_columns(frame.to_crs(CGCS2000)),
                Path(folder) / f"{name}.shp",
                driver="ESRI Shapefile",
                geometry_type=SHAPE_TYPES[name],
                promote_to_multi=SHAPE_TYPES[name] != "Point",
                encoding="UTF-8",
            )
        _write_beside(Path(folder), briefing, written)
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
        return content.getvalue()


def _write_beside(folder: Path, briefing: Briefing, layers: Mapping[str, gpd.GeoDataFrame]) -> None:
    """Write the styles of layers under their short names, and the text on all of them."""
    named = {
        name: aliases_of((c for c in frame if c != "geometry"), briefing.text)
        for name, frame in layers.items()
    }
    for name, frame in layers.items():
        source = name.partition("_")[0]
        style = layer_styles(briefing, {source: frame})[source].drawn_as(DRAWN_AS.get(name))
        style = replace(style, attribute=SHORT_NAMES.get(style.attribute, style.attribute))
        short = {SHORT_NAMES.get(column, column): alias for column, alias in named[name].items()}
        (folder / f"{name}.qml").write_text(qml_of(style, short), "utf-8")
        (folder / f"{name}.sld").write_text(sld_of(name, style), "utf-8")
    (folder / README).write_text(_readme(briefing, named), "utf-8-sig")


def _readme(briefing: Briefing, named: Mapping[str, Mapping[str, str]]) -> str:
    """Return what the files are, and what their short names of columns stand for."""
    text = briefing.text
    lines = [said for _, said in description_of(briefing)]
    lines += [text("gis.cgcs2000"), text("gis.cut"), ""]
    for name, aliases in named.items():
        lines.append(f"{name}.shp")
        lines += [
            f"  {SHORT_NAMES.get(column, column)}\t{column}\t{alias}"
            for column, alias in aliases.items()
        ]
    return "\r\n".join([*lines, ""])
