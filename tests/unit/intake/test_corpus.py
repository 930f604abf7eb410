"""Every encoding, header language, datum and format is read to the same projects."""

import itertools
from collections.abc import Iterable

import numpy as np
import pytest
from pyproj import Geod

from geo.ground.datums import parse_datum
from geo.intake.columns.choices import Choices
from geo.intake.intake import Intake
from geo.intake.positions.proposals import Reading
from geo.register.load import Register
from tests.unit.intake.files import (
    DATES,
    DATUMS,
    EPSG,
    POINTS,
    ROWS,
    YI,
    csv_bytes,
    driver_bytes,
    frame_in,
    geo_frame,
    shapefile_bytes,
    taken,
    xlsx_bytes,
)

LANGUAGES = ("zh", "en")


def combined(*options: Iterable[object]) -> list[tuple[object, ...]]:
    return list(itertools.product(*options))


GEOD = Geod(ellps="WGS84")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk")


def assert_same_projects(intake: Intake, language: str, within_m: float = 0.02) -> None:
    projects = intake.projects
    assert intake.rejected == []
    assert len(projects) == 3
    assert projects["id"].tolist() == ROWS[language]["id"]
    assert projects["name_zh"].tolist() == ROWS[language]["name"]
    assert projects["district"].tolist() == ["110105", "110108", "110115"]
    assert projects["sector"].tolist() == ["finance", "technology", "health"]
    assert projects["status"].tolist() == ["signed", "under_construction", "operating"]
    assert projects["date"].tolist() == DATES
    assert projects["date_precision"].tolist() == ["month", "day", "year"]
    for found, meant in zip(projects["investment_yi_cny"], YI, strict=True):
        assert (np.isnan(found) and meant is None) or found == pytest.approx(meant)
    lon, lat = projects["lon_wgs84"].to_numpy(), projects["lat_wgs84"].to_numpy()
    _, _, off = GEOD.inv(lon, lat, POINTS["lon"], POINTS["lat"])
    assert max(off) < within_m


def reading(datum: str) -> Choices:
    return Choices(reading=Reading(parse_datum(datum)))


@pytest.mark.parametrize(("language", "encoding", "datum"), combined(LANGUAGES, ENCODINGS, DATUMS))
def test_csv(register: Register, language: str, encoding: str, datum: str) -> None:
    content = csv_bytes(frame_in(language, datum), encoding)
    assert_same_projects(taken(register, "a.csv", content, reading(datum)), language)


@pytest.mark.parametrize(("language", "datum"), combined(LANGUAGES, DATUMS))
def test_xlsx(register: Register, language: str, datum: str) -> None:
    content = xlsx_bytes(frame_in(language, datum), above=["北京市“两区”项目台账", ""])
    assert_same_projects(taken(register, "a.xlsx", content, reading(datum)), language)


@pytest.mark.parametrize(
    ("language", "name", "datum"),
    combined(LANGUAGES, ("a.geojson", "a.gpkg", "a.parquet"), ("wgs84", "cgcs2000", *EPSG)),
)
def test_a_declared_crs_is_taken(register: Register, language: str, name: str, datum: str) -> None:
    content = driver_bytes(geo_frame(language, datum), name)
    intake = taken(register, name, content)
    assert intake.question is None
    assert_same_projects(intake, language)


@pytest.mark.parametrize(("name", "datum"), combined(("a.geojson", "a.gpkg"), ("gcj02", "bd09")))
def test_a_shifted_datum_is_declared_by_the_user(register: Register, name: str, datum: str) -> None:
    content = driver_bytes(geo_frame("zh", datum), name)
    assert_same_projects(taken(register, name, content, reading(datum)), "zh")


@pytest.mark.parametrize(
    ("encoding", "cpg", "datum"),
    [
        *combined(("UTF-8", "GB18030"), (None, "", "UTF-8", "GBK", "klingon"), ["wgs84"]),
        *(("GB18030", None, datum) for datum in ("cgcs2000", *EPSG)),
    ],
)
def test_shapefile(register: Register, encoding: str, cpg: str | None, datum: str) -> None:
    frame = geo_frame("zh", datum).rename(columns={"投资额（万元）": "投资万元"})
    content = shapefile_bytes(frame, encoding, cpg, inside="资料/")
    choices = None
    intake = taken(register, "a.zip", content, choices)
    assert_same_projects(intake, "zh")
    is_wrong = cpg is not None and cpg != "" and (encoding == "UTF-8") != (cpg == "UTF-8")
    assert ("wrong_cpg" in {note.code for note in intake.notes}) == is_wrong


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator(register: Register, separator: str) -> None:
    content = csv_bytes(frame_in("zh", "wgs84"), separator=separator)
    assert_same_projects(taken(register, "a.csv", content), "zh")
