"""Files for GIS: GeoJSON, GeoPackage and shapefiles, one writer a format."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import geopandas as gpd
import pyogrio
import shapely

from briefing.content import Briefing
from briefing.files.frames import (
    project_features,
    project_shapes,
    shapefile_columns,
    zone_features,
)

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


def _written(name: str, write: Callable[[Path], None]) -> bytes:
    """Return what a writer that needs a path puts there."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        write(path)
        return path.read_bytes()
