"""Files made to do harm, of every kind that did some once."""

import io
import json
import sqlite3
import struct
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from tests.unit.intake.files import driver_bytes, geo_frame, shapefile_bytes, xlsx_bytes

POINT = shapely.to_wkb(shapely.Point(116.46, 39.91))
ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"


# Parquet


def parquet(columns: Mapping[str, pa.Array], geo: object = None) -> bytes:
    """Return columns as Parquet, with ``geo`` as GeoParquet's metadata."""
    table = pa.table(dict(columns))
    if geo is not None:
        said = geo if isinstance(geo, str) else json.dumps(geo)
        table = table.replace_schema_metadata({"geo": said})
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


def geo_metadata(**column: object) -> dict[str, object]:
    return {
        "version": "1.0.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": [], **column}},
    }


def parquet_of_shapes(*cells: object, kind: pa.DataType | None = None, **column: object) -> bytes:
    """Return GeoParquet with a name and a shape a row."""
    shapes = pa.array(list(cells), kind or pa.binary())
    names = pa.array([f"甲{n}" for n in range(len(cells))])
    return parquet({"name": names, "geometry": shapes}, geo_metadata(**column))


def nested_wkb(depth: int, kind: int = 7) -> bytes:
    """Return collections within collections, each of one part."""
    return struct.pack("<BII", 1, kind, 1) * depth + POINT


def long_lists() -> bytes:
    """Return one row whose list has one long text millions of times."""
    words = pa.DictionaryArray.from_arrays(
        pa.array(np.zeros(2_000_000, np.int32)), pa.array(["y" * 1_000])
    )
    lists = pa.ListArray.from_arrays(pa.array([0, 2_000_000], pa.int32()), words)
    return parquet({"name": pa.array(["甲"]), "list": lists})


# GeoPackage


def geopackage(*statements: str, functions: Sequence[str] = ()) -> bytes:
    """Return a good GeoPackage after some statements."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.gpkg"
        path.write_bytes(driver_bytes(geo_frame("zh", "wgs84"), "a.gpkg"))
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY", *functions):
                database.create_function(name, 1, lambda _: 0)
            drop_triggers(database)
            for statement in statements:
                database.execute(statement)
        return path.read_bytes()


def drop_triggers(database: sqlite3.Connection) -> None:
    """Drop the triggers that GDAL makes, which need functions of its own."""
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    for (name,) in database.execute(triggers).fetchall():
        database.execute(f'DROP TRIGGER "{name}"')


def geopackage_of_views(name: str) -> bytes:
    """Return a GeoPackage in which one of its own lists is a view that never ends."""
    return geopackage(
        f"DROP TABLE {name}",
        f"CREATE VIEW {name} AS {ENDLESS} SELECT 'q' || i AS table_name, 'features' AS data_type, "
        "'geom' AS column_name, i AS srs_id, 'EPSG' AS organization, "
        "i AS organization_coordsys_id, '' AS definition FROM n",
    )


def geopackage_patched(old: bytes, new: bytes) -> bytes:
    """Return a GeoPackage some bytes of which are others, as no program writes them."""
    content = geopackage()
    assert old in content
    assert len(old) == len(new)
    return content.replace(old, new)


# the others


def wide_geojson(features: int) -> bytes:
    """Return features each of which has properties that no other has."""
    made = [
        {"type": "Feature", "properties": {f"p{n}-{p}": 1 for p in range(9)}, "geometry": None}
        for n in range(features)
    ]
    return json.dumps({"type": "FeatureCollection", "features": made}).encode()


def geojson_text(properties: str, geometry: str = "null") -> bytes:
    """Return a feature as it is written, for what no library would write."""
    feature = f'{{"type":"Feature","properties":{{{properties}}},"geometry":{geometry}}}'
    return f'{{"type":"FeatureCollection","features":[{feature}]}}'.encode()


def hidden_nesting(depth: int) -> str:
    """Return a collection that shows coordinates, and has nested shapes behind them."""
    inner = '{"type":"Point","coordinates":[116.4,39.9]}'
    for _ in range(depth):
        inner = '{"type":"GeometryCollection","coordinates":[1],"geometries":[' + inner + "]}"
    return inner


def shared_text(cells: int, length: int) -> bytes:
    """Return a workbook with one long text, kept once, in many cells."""
    row = "".join("<row>" + '<c t="s"><v>0</v></c>' * 20 + "</row>" for _ in range(cells // 20))
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{row}</sheetData></worksheet>"
    )
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" '
        f'uniqueCount="1"><si><t>{"名" * length}</t></si></sst>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    entry = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    types = "[Content_Types].xml"
    good = xlsx_bytes(geo_frame("zh", "wgs84").drop(columns="geometry"))
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as archive,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as packed,
    ):
        parts = {name: archive.read(name) for name in archive.namelist()}
        parts |= {
            "xl/worksheets/sheet1.xml": sheet.encode(),
            "xl/sharedStrings.xml": strings.encode(),
            types: parts[types].replace(b"</Types>", entry.encode()),
        }
        for name, content in parts.items():
            packed.writestr(name, content)
    return stream.getvalue()


def shapefile_declaring(codec: str) -> bytes:
    return shapefile_bytes(geo_frame("zh", "wgs84"), "GB18030", cpg=codec)


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return an archive one part of which is changed, so that it still unpacks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(stream, "w") as packed:
        for part in archive.namelist():
            said = archive.read(part)
            packed.writestr(part, change(said) if part == name else said)
    return stream.getvalue()
