"""Files for GIS: GeoJSON, GeoPackage and shapefiles, one writer a format."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from briefing.content import Briefing
from briefing.files.frames import (
    about_table,
    district_features,
    policy_table,
    project_features,
    project_shapes,
    shapefile_columns,
    zone_features,
)
from geo.say.source_words import source_table

CGCS2000 = "EPSG:4490"
KINDS: Final = {"projects": "Point", "project_shapes": "Unknown"}
"""What the shapes of a layer are, where they are not polygons."""


def geojson_file(briefing: Briefing) -> bytes:
    """Return the projects as GeoJSON (RFC 7946): WGS-84, seven decimals, null without a point.

    A project that is more than a point stands there as its own shape.
    """
    features, shapes = project_features(briefing), project_shapes(briefing)
    if len(shapes):
        own = dict(zip(shapes["id"], shapes.geometry, strict=True))
        drawn = [own.get(id_, p) for id_, p in zip(features["id"], features.geometry, strict=True)]
        features = features.set_geometry(gpd.GeoSeries(drawn, crs=features.crs))

    def write(path: Path) -> None:
        pyogrio.write_dataframe(
            features,
            path,
            driver="GeoJSON",
            geometry_type="Unknown" if len(shapes) else "Point",
            layer="projects",
            RFC7946="YES",
        )

    return _written("projects.geojson", write)


def gpkg_file(briefing: Briefing) -> bytes:
    """Return a GeoPackage: projects, zones and districts in WGS-84; policies, sources, filter.

    Projects that are more than a point have a layer of their shapes too.
    """
    own = project_shapes(briefing)
    shapes = {
        "projects": project_features(briefing),
        **({"project_shapes": own} if len(own) else {}),
        "zones": zone_features(briefing),
        "districts": district_features(briefing),
    }
    tables = {
        "policies": policy_table(briefing),
        "sources": source_table(briefing.sources, briefing.text),
        "about": about_table(briefing),
    }

    def write(path: Path) -> None:
        for name, frame in shapes.items():
            kind = KINDS.get(name, "MultiPolygon")
            _append(frame, path, name, geometry_type=kind, promote_to_multi=name not in KINDS)
        for name, table in tables.items():
            _append(_plain(table), path, name)

    return _written("briefing.gpkg", write)


def shapefile_zip(briefing: Briefing) -> bytes:
    """Return projects and zones as shapefiles in CGCS2000 (EPSG:4490), each with .cpg and .prj.

    Shapes of projects have files of their own, areas and lines apart, as the format demands.
    """
    own = project_shapes(briefing)
    has_area = shapely.area(own.geometry.array) > 0
    layers = (
        ("projects", "Point", project_features(briefing)),
        ("projects_areas", "MultiPolygon", own[has_area]),
        ("projects_lines", "MultiLineString", own[~has_area]),
        ("zones", "MultiPolygon", zone_features(briefing)),
    )
    with TemporaryDirectory() as folder:
        for name, kind, frame in layers:
            if name in KINDS or len(frame):
                pyogrio.write_dataframe(
                    shapefile_columns(frame.to_crs(CGCS2000)),
                    Path(folder) / f"{name}.shp",
                    driver="ESRI Shapefile",
                    geometry_type=kind,
                    promote_to_multi=kind != "Point",
                    encoding="UTF-8",
                )
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(Path(folder).iterdir()):
                archive.write(path, path.name)
        return content.getvalue()


def _append(frame: pd.DataFrame, path: Path, layer: str, **options: object) -> None:
    pyogrio.write_dataframe(
        frame, path, driver="GPKG", layer=layer, append=path.exists(), **options
    )


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose cells of several values are joined by semicolons."""
    return table.map(lambda cell: ";".join(cell) if isinstance(cell, tuple) else cell)


def _written(name: str, write: Callable[[Path], None]) -> bytes:
    """Return what a writer that needs a path puts there."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()
