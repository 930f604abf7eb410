"""Data files: XLSX, CSV, GeoJSON, GeoPackage and shapefiles, one writer a format."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pyogrio

from briefing.content import Briefing
from briefing.files.frames import (
    about_table,
    district_features,
    district_sectors,
    policy_table,
    project_features,
    project_table,
    shapefile_columns,
    zone_features,
)
from geo.say.source_words import source_table
from geo.say.spreadsheet import write_csv, write_xlsx

CGCS2000 = "EPSG:4490"


def xlsx_file(briefing: Briefing) -> bytes:
    """Return a workbook: projects, policies, places by sector, sources, and what was filtered."""
    text = briefing.text
    sheets = {
        text("table.tab"): project_table(briefing),
        text("policies.tab"): policy_table(briefing),
        text("briefing.sheet_summary"): district_sectors(briefing),
        text("briefing.sheet_sources"): source_table(briefing.sources, text),
        text("briefing.sheet_about"): about_table(briefing),
    }
    content = io.BytesIO()
    write_xlsx(content, sheets)
    return content.getvalue()


def csv_file(briefing: Briefing) -> bytes:
    """Return the projects as CSV: UTF-8 with a byte order mark, so that Excel sees it."""
    content = io.BytesIO()
    write_csv(content, project_table(briefing))
    return content.getvalue()


def geojson_file(briefing: Briefing) -> bytes:
    """Return the projects as GeoJSON (RFC 7946): WGS-84, seven decimals, null without a point."""

    def write(path: Path) -> None:
        pyogrio.write_dataframe(
            project_features(briefing),
            path,
            driver="GeoJSON",
            geometry_type="Point",
            layer="projects",
            RFC7946="YES",
        )

    return _written("projects.geojson", write)


def gpkg_file(briefing: Briefing) -> bytes:
    """Return a GeoPackage: projects, zones and districts in WGS-84; policies, sources, filter."""
    shapes = {
        "projects": project_features(briefing),
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
            kind = "Point" if name == "projects" else "MultiPolygon"
            _append(frame, path, name, geometry_type=kind, promote_to_multi=name != "projects")
        for name, table in tables.items():
            _append(_plain(table), path, name)

    return _written("briefing.gpkg", write)


def shapefile_zip(briefing: Briefing) -> bytes:
    """Return projects and zones as shapefiles in CGCS2000 (EPSG:4490), each with .cpg and .prj."""
    with TemporaryDirectory() as folder:
        for name, frame in (
            ("projects", project_features(briefing)),
            ("zones", zone_features(briefing)),
        ):
            pyogrio.write_dataframe(
                shapefile_columns(frame.to_crs(CGCS2000)),
                Path(folder) / f"{name}.shp",
                driver="ESRI Shapefile",
                geometry_type="Point" if name == "projects" else "MultiPolygon",
                promote_to_multi=name != "projects",
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
