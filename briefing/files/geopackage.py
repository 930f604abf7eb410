"""A GeoPackage that opens in QGIS as it should look: layers, tables, styles, names, a project.

OGC 12-128r18 (GeoPackage 1.3) with its extensions for schemas and metadata.
"""

import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio

from briefing.content import Briefing
from briefing.files.description import description_of
from briefing.files.package_tables import aliases_of, shapes_of, tables_of
from briefing.files.qgis_project import NAME, Page, ProjectLayer, qgz_of
from briefing.files.qml import qml_of
from briefing.files.sld import sld_of
from briefing.files.styles import LayerStyle, layer_styles
from briefing.paper.map.frame import bounds_of_section

KINDS: Final = {"projects": "Point", "project_shapes": "Unknown"}
"""What the shapes of a layer are, where they are not polygons."""

GEOMETRIES: Final = {"projects": "Point", "project_shapes": "Polygon"}
"""What QGIS takes the shapes of a layer for, where they are not polygons."""

EXTENSIONS: Final = {
    "gpkg_data_columns": ("gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema"),
    "gpkg_metadata": ("gpkg_metadata", "http://www.geopackage.org/spec121/#extension_metadata"),
    "gpkg_metadata_reference": (
        "gpkg_metadata",
        "http://www.geopackage.org/spec121/#extension_metadata",
    ),
}

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,
    extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
    name TEXT, title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_metadata (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,
    mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
CREATE TABLE IF NOT EXISTS gpkg_metadata_reference (reference_scope TEXT NOT NULL,
    table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    md_file_id INTEGER NOT NULL, md_parent_id INTEGER);
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT,
    f_table_schema TEXT, f_table_name TEXT, f_geometry_column TEXT, styleName TEXT, styleQML TEXT,
    styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT, ui TEXT,
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB);
"""
"""The tables of the two extensions, and those in which QGIS looks for styles and projects."""


def gpkg_file(briefing: Briefing, file: str) -> bytes:
    """Return a GeoPackage of a file name: projects, zones, districts, policies, what they ask for.

    Coordinates are WGS-84. Columns have English names, and names in the briefing's language beside.
    The project inside names the file, which QGIS looks for under that name.
    """
    shapes, tables = shapes_of(briefing), tables_of(briefing)
    styles = layer_styles(briefing, shapes)
    aliases = {
        name: aliases_of((c for c in frame if c != "geometry"), briefing.text)
        for name, frame in (shapes | tables).items()
    }
    with TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.gpkg"
        _write_layers(path, shapes, tables)
        with closing(sqlite3.connect(path)) as database, database:
            database.executescript(SCHEMA)
            _list_extensions(database)
            _name_columns(database, aliases)
            _describe(database, briefing, [*shapes, *tables])
            _add_styles(database, styles, aliases)
            _add_forms(database, {name: aliases[name] for name in tables})
            _add_project(database, file, briefing, styles, aliases)
        return path.read_bytes()


def _write_layers(
    path: Path, shapes: Mapping[str, gpd.GeoDataFrame], tables: Mapping[str, pd.DataFrame]
) -> None:
    for name, frame in shapes.items():
        options = {
            "geometry_type": KINDS.get(name, "MultiPolygon"),
            "promote_to_multi": name not in KINDS,
        }
        _append(frame, path, name, **options)
    for name, table in tables.items():
        _append(table, path, name)


def _append(frame: pd.DataFrame, path: Path, layer: str, **options: object) -> None:
    pyogrio.write_dataframe(
        frame, path, driver="GPKG", layer=layer, append=path.exists(), **options
    )


def _list_extensions(database: sqlite3.Connection) -> None:
    rows = [(table, *extension) for table, extension in EXTENSIONS.items()]
    database.executemany("INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')", rows)
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles')"
    )


def _name_columns(database: sqlite3.Connection, aliases: Mapping[str, Mapping[str, str]]) -> None:
    rows = [
        (table, column, column, alias)
        for table, named in aliases.items()
        for column, alias in named.items()
    ]
    database.executemany(
        "INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, name, title) "
        "VALUES (?, ?, ?, ?)",
        rows,
    )


def _describe(database: sqlite3.Connection, briefing: Briefing, names: list[str]) -> None:
    """Say what the package and each layer is, and of which day; ISO 8601 says the day."""
    text = briefing.text
    for name in names:
        said = (text(f"gis.{name}"), f"{briefing.title} · {briefing.data_as_of}", name)
        database.execute(
            "UPDATE gpkg_contents SET identifier = ?, description = ? WHERE table_name = ?", said
        )
    metadata = json.dumps(dict(description_of(briefing)), ensure_ascii=False)
    added = database.execute(
        "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) "
        "VALUES ('dataset', 'http://purl.org/dc/terms/', 'application/json', ?)",
        [metadata],
    )
    database.execute(
        "INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) "
        "VALUES ('geopackage', ?)",
        [added.lastrowid],
    )


def _add_styles(
    database: sqlite3.Connection,
    styles: Mapping[str, LayerStyle],
    aliases: Mapping[str, Mapping[str, str]],
) -> None:
    rows = [
        (name, style.title, qml_of(style, aliases[name]), sld_of(name, style))
        for name, style in styles.items()
    ]
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner) "
        "VALUES ('', '', ?, 'geom', ?, ?, ?, 1, '', '')",
        rows,
    )


def _add_forms(database: sqlite3.Connection, aliases: Mapping[str, Mapping[str, str]]) -> None:
    """Tell QGIS what the columns of tables without shapes are called, as a style of each."""
    rows = [(name, name, qml_of(None, named)) for name, named in aliases.items()]
    database.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner) "
        "VALUES ('', '', ?, '', ?, ?, '', 1, '', '')",
        rows,
    )


def _add_project(
    database: sqlite3.Connection,
    file: str,
    briefing: Briefing,
    styles: Mapping[str, LayerStyle],
    aliases: Mapping[str, Mapping[str, str]],
) -> None:
    """Add the project, as hexadecimal text: so QGIS keeps it, and so it reads it."""
    layers = [
        ProjectLayer(name, style, aliases[name], GEOMETRIES.get(name, "Polygon"))
        for name, style in styles.items()
    ]
    notes = " · ".join((*briefing.notes, briefing.approval, briefing.made_on))
    page = Page(briefing.title, notes, bounds_of_section(briefing, briefing.focus))
    project = qgz_of(file, layers, page).hex()
    modified = json.dumps(
        {"last_modified_time": f"{briefing.options.made_on.isoformat()}T00:00:00"}
    )
    database.execute("INSERT INTO qgis_projects VALUES (?, ?, ?)", [NAME, modified, project])
