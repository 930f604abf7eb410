"""A GeoPackage read back: what QGIS and other programs find in it besides the shapes."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from functools import cache
from pathlib import Path
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from briefing.content import Briefing, make_briefing
from briefing.files.geopackage import gpkg_file
from briefing.files.package_tables import tables_of
from briefing.files.sld import SLD
from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import View
from geo.words.characters import simplified
from layers.palette import LIGHT, OPTION_HUES

FILE = "two-zones.gpkg"
LAYERS = {"projects", "zones", "districts"}
TABLES = {"policies", "clauses", "conditions", "sources", "codes", "about"}


@cache
def briefing() -> Briefing:
    atlas = Atlas(load_register())
    return make_briefing(atlas, View(focus="cluster:etown", colour="sector", metric="projects"))


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gpkg") / FILE
    path.write_bytes(gpkg_file(briefing(), FILE))
    return path


def rows(package: Path, asked: str) -> list[tuple]:
    with closing(sqlite3.connect(package)) as database:
        return database.execute(asked).fetchall()


def test_all_tables_are_listed_and_described(package: Path) -> None:
    found = rows(package, "SELECT table_name, identifier, description FROM gpkg_contents")
    named = {name: (said, of) for name, said, of in found}
    assert set(named) == {*LAYERS, *TABLES, "layer_styles"}
    text = briefing().text
    assert all(named[name][0] == text(f"gis.{name}") for name in LAYERS | TABLES)
    assert rows(package, "PRAGMA integrity_check") == [("ok",)]


def test_columns_have_english_names_and_chinese_ones_beside(package: Path) -> None:
    named = rows(package, "SELECT table_name, column_name, title FROM gpkg_data_columns")
    for name in LAYERS | TABLES:
        columns = {row[1] for row in rows(package, f"PRAGMA table_info({name})")}
        aliases = {column: title for table, column, title in named if table == name}
        assert set(aliases) == columns - {"fid", "geom"}
        assert all(column.isascii() and column == column.lower() for column in columns)
        same = {column for column, title in aliases.items() if column == title}
        assert same == set(), f"{name} has no name for these"


def test_counts_are_whole_numbers(package: Path) -> None:
    kinds = {row[1]: row[2] for row in rows(package, "PRAGMA table_info(districts)")}
    assert kinds["projects"].startswith("INT") or kinds["projects"] == "MEDIUMINT"
    kinds = {row[1]: row[2] for row in rows(package, "PRAGMA table_info(policies)")}
    assert "INT" in kinds["measures"]


def test_every_layer_has_a_style_for_qgis_and_for_others(package: Path) -> None:
    found = rows(package, "SELECT f_table_name, styleQML, styleSLD, useAsDefault FROM layer_styles")
    styles = {name: (qml, sld) for name, qml, sld, default in found if default}
    assert set(styles) == LAYERS | TABLES
    renderer = ET.fromstring(styles["projects"][0]).find("renderer-v2")  # noqa: S314 (our own)
    categories = [one.get("value") for one in renderer.iter("category")]
    shown = briefing().atlas.register.projects[briefing().focus.mask]
    assert set(categories) - {""} == set(shown["sector"].dropna())
    colours = {
        option.get("value") for option in renderer.iter("Option") if option.get("name") == "color"
    }
    for sector in set(categories) - {""}:
        hue = OPTION_HUES["sector"][sector]
        assert ",".join(str(int(hue[at : at + 2], 16)) for at in (1, 3, 5)) + ",255" in colours
    rules = ET.fromstring(styles["projects"][1]).iter(f"{{{SLD}}}Rule")  # noqa: S314
    assert len(list(rules)) == len(categories)
    assert LIGHT.classes[-1] in styles["districts"][1]


def test_the_classes_of_districts_hold_each_district_once(package: Path) -> None:
    (qml,) = next(
        (qml,)
        for name, qml in rows(package, "SELECT f_table_name, styleQML FROM layer_styles")
        if name == "districts"
    )
    ranges = [
        (float(one.get("lower")), float(one.get("upper")))
        for one in ET.fromstring(qml).iter("range")  # noqa: S314
    ]
    layer = pyogrio.read_dataframe(package, layer="districts")
    for count in layer["projects"].dropna():
        assert sum(low <= count < high for low, high in ranges) == (count > 0)


def test_the_project_inside_opens_the_layers_and_prints_a_page(package: Path) -> None:
    ((content,),) = rows(package, "SELECT content FROM qgis_projects")
    with zipfile.ZipFile(io.BytesIO(bytes.fromhex(content))) as archive:
        (name,) = archive.namelist()
        project = ET.fromstring(archive.read(name))  # noqa: S314
    sources = {one.findtext("datasource") for one in project.iter("maplayer")}
    assert sources == {f"./{FILE}|layername={name}" for name in LAYERS}
    (layout,) = project.iter("Layout")
    kinds = [item.get("type") for item in layout.iter("LayoutItem")]
    assert sorted(kinds) == ["65638", "65639", "65641", "65641", "65642", "65646"]
    said = [item.get("labelText") for item in layout.iter("LayoutItem") if item.get("labelText")]
    assert said[0] == briefing().title
    assert briefing().approval in said[1]


def test_the_package_says_what_it_is_of_which_day_and_under_which_licence(package: Path) -> None:
    ((metadata,),) = rows(package, "SELECT metadata FROM gpkg_metadata")
    said = json.loads(metadata)
    assert said["modified"] == briefing().atlas.data_as_of
    assert said["created"] == briefing().options.made_on.isoformat()
    assert "MIT" in said["rights"]
    assert rows(package, "SELECT reference_scope, md_file_id FROM gpkg_metadata_reference") == [
        ("geopackage", 1)
    ]


def test_policies_their_measures_and_conditions_are_tables_of_codes(package: Path) -> None:
    register = briefing().atlas.register
    holding = list(briefing().focus.holding.policies.index)
    policies = pyogrio.read_dataframe(package, layer="policies")
    assert policies["id"].tolist() == holding
    assert set(policies["status"]) <= {"landed", "in_progress"}
    clauses = pyogrio.read_dataframe(package, layer="clauses")
    assert clauses["id"].tolist() == [
        id_ for id_, policy in register.clauses["policy"].items() if policy in holding
    ]
    conditions = pyogrio.read_dataframe(package, layer="conditions")
    assert len(conditions) == len(tables_of(briefing())["conditions"])
    assert conditions["policy"].notna().all()


def test_every_code_of_the_projects_is_in_the_table_of_codes(package: Path) -> None:
    codes = pyogrio.read_dataframe(package, layer="codes")
    known = set(zip(codes["field"], codes["code"], strict=True))
    projects = pyogrio.read_dataframe(package, layer="projects")
    for name in ("sector", "status", "kind", "district", "cluster", "place", "level"):
        assert {(name, code) for code in projects[name].dropna()} <= known
    assert all(simplified(word) == word for word in codes["name_zh"])
