"""GeoJSON and shapefiles: what they say of themselves, and the styles beside them."""

import io
import json
import zipfile
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from briefing.content import Briefing, make_briefing
from briefing.files.data import README, geojson_file, shapefile_zip
from briefing.files.frames import SHORT_NAMES
from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import View

ATLAS = Atlas(load_register())


@cache
def briefing(q: str = "") -> Briefing:
    return make_briefing(ATLAS, View(focus="cluster:etown", colour="status", q=q, lang="en"))


def test_features_have_ids_and_the_collection_its_bounds_day_and_licence() -> None:
    document = json.loads(geojson_file(briefing()))
    assert [one["id"] for one in document["features"]] == [
        one["properties"]["id"] for one in document["features"]
    ]
    spots = [one["geometry"]["coordinates"] for one in document["features"] if one["geometry"]]
    west, south, east, north = document["bbox"]
    assert (west, east) == (min(x for x, _ in spots), max(x for x, _ in spots))
    assert (south, north) == (min(y for _, y in spots), max(y for _, y in spots))
    assert document["metadata"]["modified"] == ATLAS.data_as_of
    assert "MIT" in document["metadata"]["rights"]


def test_amounts_of_features_add_up_and_say_what_they_are() -> None:
    features = [one["properties"] for one in json.loads(geojson_file(briefing()))["features"]]
    counted = sum(one["investment_yi_cny"] or 0 for one in features)
    assert counted == pytest.approx(briefing().focus.summary.investment)
    aggregates = [one for one in features if one["aggregate_investment_yi_cny"]]
    assert aggregates
    assert all(one["aggregate"] and one["investment_yi_cny"] is None for one in aggregates)
    assert any(one["investment_note_en"] for one in features)


def test_no_projects_are_a_collection_without_bounds() -> None:
    document = json.loads(geojson_file(briefing("no such project")))
    assert document["features"] == []
    assert "bbox" not in document


def test_beside_a_shapefile_lie_its_styles_and_what_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(shapefile_zip(briefing()))) as archive:
        names = set(archive.namelist())
        readme = archive.read(README).decode("utf-8-sig")
        styles = {name: archive.read(name).decode() for name in names if name.endswith(".qml")}
    assert {"projects.qml", "projects.sld", "zones.qml", "zones.sld"} <= names
    for short, name in ((short, name) for name, short in SHORT_NAMES.items()):
        assert name == short or f"  {short}\t{name}\t" in readme
    assert "EPSG:4490" in readme
    assert briefing().title in readme
    drawn = {name: ET.fromstring(style) for name, style in styles.items()}  # noqa: S314 (our own)
    assert drawn["projects.qml"].find("renderer-v2").get("attr") == "status"
    assert drawn["zones.qml"].find("renderer-v2").get("attr") == "basis"


def test_a_shapefile_of_no_projects_can_be_drawn() -> None:
    with zipfile.ZipFile(io.BytesIO(shapefile_zip(briefing("no such project")))) as archive:
        assert "projects.qml" in archive.namelist()
