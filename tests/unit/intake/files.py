"""Files as people have them, made by script: every format, encoding, header language and datum."""

import csv
import io
import tempfile
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
from openpyxl import Workbook

from geo.ground.gcj02 import wgs84_to_bd09, wgs84_to_gcj02
from geo.intake.columns.choices import Choices
from geo.intake.files.files import SourceFile, source_file
from geo.intake.files.tables import RawTable
from geo.intake.formats.readers import read_table
from geo.intake.intake import Intake, take_in
from geo.register.load import Register
from geo.settings import Limits

ZH = {
    "id": "编号",
    "name": "项目名称",
    "district": "所在区",
    "sector": "行业",
    "status": "进展",
    "date": "签约时间",
    "investment": "投资额（万元）",
    "address": "地址",
}
EN = {
    "id": "Project ID",
    "name": "Project name",
    "district": "District",
    "sector": "Sector",
    "status": "Status",
    "date": "Date signed",
    "investment": "Investment (CNY million)",
    "address": "Address",
}
HEADERS = {"zh": ZH, "en": EN}
POINTS = {"lon": [116.4600, 116.3000, 116.3400], "lat": [39.9100, 40.0000, 39.7000]}
"""WGS-84 degrees in Chaoyang, Haidian and Daxing."""

ROWS = {
    "zh": {
        "id": ["甲-1", "乙-2", "丙-3"],
        "name": ["甲项目", "乙机构", "丙园区"],
        "district": ["朝阳区", "海淀", "110115"],
        "sector": ["金融", "科技", "健康医疗"],
        "status": ["已签约", "在建", "已运营"],
        "date": ["2021年2月", "2021/3/4", "2021"],
        "investment": [50000, 12050, ""],
        "address": ["东三环1号", "上地", "黄村"],
    },
    "en": {
        "id": ["A-1", "B-2", "C-3"],
        "name": ["Alpha", "Beta", "Gamma"],
        "district": ["Chaoyang", "Haidian District", "Daxing"],
        "sector": ["Finance", "Technology", "Health"],
        "status": ["Signed", "Under construction", "Operating"],
        "date": ["Feb 2021", "2021-03-04", "2021"],
        "investment": [500, 120.5, ""],
        "address": ["1 East Third Ring", "Shangdi", "Huangcun"],
    },
}
YI = [5.0, 1.205, None]
"""What the investments are in 亿元."""

DATES = ["2021-02", "2021-03-04", "2021"]

EPSG = ("EPSG:4526", "EPSG:4527", "EPSG:4547", "EPSG:4548", "EPSG:32650", "EPSG:2415", "EPSG:3857")
DATUMS = ("wgs84", "cgcs2000", "gcj02", "bd09", *EPSG)


def to_datum(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Return the points in a datum, by pyproj itself or by the forward formulas."""
    lon, lat = (np.asarray(POINTS[axis]) for axis in ("lon", "lat"))
    if name == "gcj02":
        return wgs84_to_gcj02(lon, lat)
    if name == "bd09":
        return wgs84_to_bd09(lon, lat)
    if name in {"wgs84", "cgcs2000"}:
        return lon, lat
    to = pyproj.Transformer.from_crs(
        pyproj.CRS.from_epsg(int(name[5:])).geodetic_crs, name, always_xy=True
    )
    x, y = to.transform(lon, lat)
    return np.asarray(x), np.asarray(y)


def plain_frame(language: str) -> pd.DataFrame:
    rows, headers = ROWS[language], HEADERS[language]
    return pd.DataFrame({headers[name]: rows[name] for name in headers}, dtype=object)


def frame_in(language: str, datum: str) -> pd.DataFrame:
    """Return the rows with coordinates in two columns."""
    x, y = to_datum(datum)
    names = ("经度", "纬度") if language == "zh" else ("lon", "lat")
    return plain_frame(language).assign(**dict(zip(names, (x, y), strict=True)))


def csv_bytes(frame: pd.DataFrame, encoding: str = "utf-8", separator: str = ",") -> bytes:
    return frame.to_csv(index=False, sep=separator).encode(encoding)


def xlsx_bytes(frame: pd.DataFrame, above: Sequence[str] = ()) -> bytes:
    book = Workbook()
    sheet = book.active
    for line in above:
        sheet.append([line])
    sheet.append(list(frame.columns))
    for row in frame.itertuples(index=False, name=None):
        sheet.append([None if value == "" else value for value in row])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def geo_frame(language: str, datum: str) -> gpd.GeoDataFrame:
    x, y = to_datum(datum)
    crs = {"wgs84": "EPSG:4326", "cgcs2000": "EPSG:4490"}.get(datum, datum)
    frame = plain_frame(language).astype(str)
    known = crs if crs.startswith("EPSG") else None
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(x, y), crs=known)


def driver_bytes(frame: gpd.GeoDataFrame, name: str) -> bytes:
    """Return a file as GDAL writes it."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / name
        frame.to_parquet(path) if name.endswith("parquet") else frame.to_file(path)
        return path.read_bytes()


def shapefile_bytes(
    frame: gpd.GeoDataFrame, encoding: str = "UTF-8", cpg: str | None = None, inside: str = ""
) -> bytes:
    """Return a zipped shapefile; ``cpg`` is what the .cpg claims, ``""`` for none."""
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        frame.to_file(Path(folder) / "layer.shp", encoding=encoding)
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(Path(folder).iterdir()):
                is_cpg = path.suffix == ".cpg" and cpg is not None
                content = (cpg or "").encode() if is_cpg else path.read_bytes()
                if content:
                    packed.writestr(inside + path.name, content)
        return stream.getvalue()


def csv_of(*rows: Sequence[object]) -> bytes:
    """Return rows as CSV in UTF-8."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def table_of(name: str, content: bytes, allowed: Limits | None = None) -> RawTable:
    file: SourceFile = source_file(name, content, allowed)
    return read_table(file, allowed)


def taken(register: Register, name: str, content: bytes, choices: Choices | None = None) -> Intake:
    return take_in(table_of(name, content), register, choices)


def codes_of(intake: Intake) -> dict[int, set[str]]:
    """Return the codes of the findings by row."""
    found: dict[int, set[str]] = {}
    for finding in intake.findings:
        found.setdefault(finding.row, set()).add(finding.code)
    return found
