"""The KMZ read back: every project, its name, its point as it is in WGS-84, and our colours."""

import io
import zipfile

import numpy as np
import pytest
from lxml import etree
from PIL import Image

from briefing.content import Briefing, Options, make_briefing
from briefing.files.kml import KML
from briefing.formats import FORMATS
from briefing.paper.sheet import SIZES
from geo.ask.atlas import Atlas
from geo.view.view import View
from geo.words.text import text_in
from layers.palette import OPTION_HUES

NAMES = {"k": KML}


@pytest.fixture(scope="module")
def etown(atlas: Atlas) -> Briefing:
    return make_briefing(atlas, View(focus="cluster:etown", colour="sector", lang="en"))


@pytest.fixture(scope="module")
def archive(etown: Briefing) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(FORMATS["kmz"].write(etown, SIZES["16:9"])))


@pytest.fixture(scope="module")
def document(archive: zipfile.ZipFile) -> etree._Element:
    return etree.fromstring(archive.read("doc.kml"))


def codes_of(place: etree._Element) -> dict[str | None, str]:
    return {d.get("name"): d.findtext("k:value", "", NAMES) for d in place.iter(f"{{{KML}}}Data")}


def project_places(document: etree._Element) -> dict[str, etree._Element]:
    """Return the places that have the id of a project, by that id."""
    places = document.iterfind(".//k:Placemark", NAMES)
    return {data["id"]: place for place in places if "confidence" in (data := codes_of(place))}


def test_every_project_is_in_it_where_the_register_has_it(
    etown: Briefing, document: etree._Element
) -> None:
    projects = etown.atlas.register.projects[etown.focus.mask].set_index("id")
    places = project_places(document)
    assert set(places) == set(projects.index)
    for id_, place in places.items():
        project, point = projects.loc[id_], place.find("k:Point/k:coordinates", NAMES)
        assert place.findtext("k:name", "", NAMES) == project["name_en"]
        assert text_in("en")(f"status.{project['status']}") in place.findtext(
            "k:description", "", NAMES
        )
        if point is not None:
            lon, lat = map(float, str(point.text).split(","))
            assert np.allclose((lon, lat), (project["lon"], project["lat"]), atol=1e-7)
        elif np.isnan(project["lon"]):
            assert place.find(".//k:coordinates", NAMES) is None


def test_the_unplaced_stand_apart_and_the_datum_is_said(
    etown: Briefing, document: etree._Element
) -> None:
    (unplaced,) = [
        folder
        for folder in document.iterfind(".//k:Folder", NAMES)
        if folder.findtext("k:name", "", NAMES) == etown.text("briefing.unplaced")
    ]
    assert len(unplaced.findall("k:Placemark", NAMES)) == len(etown.focus.unplaced)
    said = document.findtext("k:Document/k:description", "", NAMES)
    assert said.startswith(etown.text("gis.kml_datum"))
    assert "WGS-84" in said
    assert "GCJ-02" in said


def test_icons_are_inside_and_have_the_colours_of_the_map(
    archive: zipfile.ZipFile, document: etree._Element
) -> None:
    sectors = {
        place.findtext("k:styleUrl", "", NAMES): codes_of(place).get("sector")
        for place in project_places(document).values()
    }
    assert len(sectors) > 3
    for url, sector in sectors.items():
        icon = document.findtext(f".//k:Style[@id='{url[1:]}']//k:href", "", NAMES)
        with Image.open(io.BytesIO(archive.read(icon))) as picture:
            middle = picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))
        if sector:
            assert "#{:02x}{:02x}{:02x}".format(*middle) == OPTION_HUES["sector"][sector]
    assert "http" not in "".join(e.text or "" for e in document.iter(f"{{{KML}}}href"))


def test_zones_and_districts_are_outlines_under_their_names(
    etown: Briefing, document: etree._Element
) -> None:
    polygons = {
        place.findtext("k:name", "", NAMES)
        for place in document.iterfind(".//k:Placemark", NAMES)
        if place.find(".//k:Polygon", NAMES) is not None
    }
    register = etown.atlas.register
    assert polygons >= set(register.districts["name_en"]) | set(register.zones["name_en"])


def test_hostile_names_stay_text(atlas: Atlas) -> None:
    words = "<script>alert(1)</script>\x0b&"
    briefing = make_briefing(atlas, View(q="没有这样的项目"), Options(title=words))
    content = FORMATS["kmz"].write(briefing, SIZES["16:9"])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        document = etree.fromstring(archive.read("doc.kml"))
    assert document.findtext("k:Document/k:name", "", NAMES) == words.replace("\x0b", "")
    assert "<script>" not in document.findtext("k:Document/k:description", "", NAMES)
