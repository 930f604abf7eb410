"""OGC API Features: what programs may ask, read by GDAL's own client and recomputed another way."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlencode

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from openapi_spec_validator import validate
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.errors import QueryError
from geo.register.load import Register, load_register
from geo.words.text import text_in
from tests.browser.server import serve
from ui.serve.ogc.answers import ogc_routes
from ui.serve.ogc.cells import Cells
from ui.serve.ogc.collections import Collection, collections_of
from ui.serve.ogc.query import MOST, Box, Query, query_of

CHAOYANG = "110105"
TONGZHOU = (116.5, 39.7, 116.9, 40.0)


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with TestClient(Starlette(routes=ogc_routes())) as client:
        yield client


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the page and its routes in a process of their own: GDAL asks without letting go."""
    with serve() as address:
        yield f"{address}/ogc"


def items(client: TestClient, collection: str = "projects", **query: object) -> dict[str, object]:
    answer = client.get(f"/ogc/collections/{collection}/items?{urlencode(query)}")
    assert answer.status_code == 200, answer.text
    document: dict[str, object] = answer.json()
    return document


def test_every_link_of_the_service_leads_somewhere(client: TestClient) -> None:
    seen, waiting = set(), ["http://testserver/ogc"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        seen.add(address)
        if "json" not in answer.headers["content-type"]:
            continue
        found = re.findall(r'"href": ?"([^"]+)"', answer.text)
        assert all(link.startswith("http://testserver/ogc") for link in found)
        waiting += [link for link in found if link not in seen and "offset" not in link]
    assert len(seen) > 20


def test_the_description_is_valid_openapi_and_names_every_filter(client: TestClient) -> None:
    document = client.get("/ogc/api").json()
    validate(document)
    parameters = document["paths"]["/collections/projects/items"]["get"]["parameters"]
    names = {parameter["name"] for parameter in parameters}
    assert {"limit", "bbox", "datetime", "sector", "status", "district", "level"} <= names


def test_gdal_reads_every_project_page_by_page(address: str, register: Register) -> None:
    read = gpd.read_file(f"OAPIF:{address}", layer="projects", engine="pyogrio")
    assert set(read["id"]) == set(register.projects["id"])
    assert len(read) == len(register.projects)
    placed = register.projects.set_index("id").loc[read["id"]]
    assert read.geometry.is_empty.eq(placed["lon"].isna().to_numpy()).all() or (
        read.geometry.isna().eq(placed["lon"].isna().to_numpy()).all()
    )
    known = placed["lon"].notna().to_numpy()
    assert np.allclose(read.geometry[known].x, placed["lon"][known], atol=1e-9)
    assert np.allclose(read.geometry[known].y, placed["lat"][known], atol=1e-9)


def test_gdal_lists_the_collections_and_reads_the_same_outlines(
    address: str, register: Register
) -> None:
    layers = {name for name, _ in pyogrio.list_layers(f"OAPIF:{address}")}
    assert layers == {"projects", "districts", "clusters", "sites", "policies"}
    read = gpd.read_file(f"OAPIF:{address}", layer="districts", engine="pyogrio").set_index("id")
    ours = register.districts.geometry
    assert all(shapely.equals(read.geometry[id_], ours[id_]) for id_ in ours.index)


def test_gdal_filters_by_box(address: str, register: Register) -> None:
    read = gpd.read_file(f"OAPIF:{address}", layer="projects", engine="pyogrio", bbox=TONGZHOU)
    west, south, east, north = TONGZHOU
    projects = register.projects
    inside = projects["lon"].between(west, east) & projects["lat"].between(south, north)
    assert set(read["id"]) == set(projects["id"][inside])


def test_filters_and_pages_add_up(client: TestClient, register: Register) -> None:
    projects = register.projects
    expected = projects["id"][(projects["sector"] == "finance") & (projects["status"] == "landed")]
    ids: list[str] = []
    offset = 0
    while True:
        page = items(client, sector="finance", status="landed", limit=7, offset=offset)
        assert page["numberMatched"] == len(expected)
        ids += [feature["id"] for feature in page["features"]]
        links = {link["rel"]: link["href"] for link in page["links"]}
        if "next" not in links:
            break
        offset += 7
        assert f"offset={offset}" in links["next"]
        assert "sector=finance" in links["next"]
    assert ids == expected.tolist()


def test_a_period_finds_every_date_that_may_lie_in_it(
    client: TestClient, register: Register
) -> None:
    found = items(client, datetime="2021-02-01/2021-02-10", limit=MOST)
    ids = {feature["id"] for feature in found["features"]}
    for row in register.projects.itertuples():
        possible = {"2021", "2021-02"} | {f"2021-02-{day:02d}" for day in range(1, 11)}
        assert (row.id in ids) == (row.date in possible), row.date
    moment = items(client, datetime="2021-02-03T12:00:00Z", limit=MOST)
    assert {feature["id"] for feature in moment["features"]} <= ids
    everything = items(client, datetime="../..", limit=MOST)
    assert everything["numberMatched"] == int((register.projects["date"] != "").sum())


def test_a_policy_lies_where_it_holds(client: TestClient) -> None:
    shapes: dict[str, list[shapely.Geometry]] = {}
    for policy in items(client, "policies", limit=MOST)["features"]:
        if policy["geometry"]:
            shape = shapely.geometry.shape(policy["geometry"])
            shapes.setdefault(policy["properties"]["scope"], []).append(shape)
    assert all(shape.contains(shapely.Point(116.4, 39.9)) for shape in shapes["city"])
    assert all(shape.distance(shapely.Point(116.46, 39.91)) < 0.02 for shape in shapes["place:cbd"])


def test_a_policy_for_several_sectors_is_found_by_each(
    client: TestClient, register: Register
) -> None:
    found = items(client, "policies", sectors="health", limit=MOST)["features"]
    expected = [id_ for id_, of in register.policies["sectors"].items() if "health" in of]
    assert [feature["id"] for feature in found] == expected
    assert any(";" in feature["properties"]["sectors"] for feature in found)


def test_one_feature_by_its_id(client: TestClient) -> None:
    feature = client.get("/ogc/collections/projects/items/PS010").json()
    assert feature["properties"]["name_en"] == "Signing of 129 Two Zones projects in E-Town"
    assert feature["properties"]["aggregate"] is True
    assert client.get("/ogc/collections/projects/items/PS999").status_code == 404
    assert client.get("/ogc/collections/prisons/items").status_code == 404
    assert client.get("/ogc/collection").status_code == 404
    assert client.get("/ogc/").status_code == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"),
        ("limit", "many"),
        ("offset", "-1"),
        ("bbox", "1,2,3"),
        ("bbox", "116,nan,117,40"),
        ("bbox", "117,39,116,40"),
        ("datetime", "yesterday"),
        ("datetime", "2022-01-01/2021-01-01"),
        ("datetime", ".."),
        ("colour", "red"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    client: TestClient, name: str, value: str
) -> None:
    for lang in ("zh", "en"):
        query = urlencode({name: value, "lang": lang})
        answer = client.get(f"/ogc/collections/projects/items?{query}")
        assert answer.status_code == 400
        said = answer.json()
        assert said["code"] == "query"
        assert name in said["description"]
        assert bool(re.search("[\u4e00-\u9fff]", said["description"])) == (lang == "zh")


def test_a_browser_gets_a_page_and_data_stay_text(client: TestClient) -> None:
    for path in ("", "/collections", "/collections/sites", "/collections/projects/items", "/api"):
        answer = client.get(f"/ogc{path}", headers={"accept": "text/html,*/*"})
        assert answer.headers["content-type"].startswith("text/html")
        assert '<html lang="zh-' in answer.text
    refused = client.get(
        "/ogc/collections/<b>/items", headers={"accept": "text/html"}, params={"lang": "en"}
    )
    assert refused.status_code == 404
    assert "<b>" not in refused.text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_in_one_language_and_leads_to_each_record_and_to_the_other_language(
    client: TestClient, lang: str
) -> None:
    page = {"f": "html", "lang": lang}
    for path in ("", "/collections", "/collections/projects", "/collections/nowhere"):
        body = client.get(f"/ogc{path}", params=page).text.partition("<body>")[2]
        words = re.sub(r"<[^>]*>", " ", body.replace({"zh": "English", "en": "中文"}[lang], ""))
        assert bool(re.search("[\u4e00-\u9fff]", words)) == (lang == "zh"), path
        assert not re.search("service-|missing_feature", words)
    text = text_in(lang)
    listed = client.get("/ogc/collections/projects/items", params={**page, "limit": 3, "offset": 3})
    assert f"<h1>{text('ogc.projects')}</h1>" in listed.text
    assert text("ogc.prev") in listed.text
    assert text("ogc.next") in listed.text
    links = [html.unescape(link) for link in re.findall('href="([^"]*)"', listed.text)]
    records = [link for link in links if "/items/" in link]
    assert len(records) == 3
    for link in links:
        assert client.get(link).status_code == 200, link
    record = client.get(records[0].replace("f=html", "f=json")).json()["properties"]
    headings = re.findall("<h1>(.*)</h1>", client.get(records[0]).text)
    assert [html.unescape(heading) for heading in headings] == [record[f"name_{lang}"]]
    (other,) = (link for link in links if f"lang={lang}" not in link)
    assert "offset=3" in other


@given(
    st.lists(st.floats(-180, 180), min_size=2, max_size=2).map(sorted),
    st.lists(st.floats(-90, 90), min_size=2, max_size=2).map(sorted),
)
def test_a_box_of_any_size_finds_what_shapely_finds(lons: list[float], lats: list[float]) -> None:
    box = Box(lons[0], lats[0], lons[1], lats[1])
    for collection in _collections().values():
        found = collection.select(Query(box=box))
        expected = shapely.intersects(collection.records.geometry, shapely.box(*box))
        assert found.tolist() == np.flatnonzero(expected).tolist()


@given(st.dictionaries(st.sampled_from(["limit", "offset", "bbox", "datetime", "x"]), st.text()))
def test_any_text_as_a_parameter_is_read_or_refused(given_: dict[str, str]) -> None:
    with suppress(QueryError):
        query = query_of(given_, ("sector",))
        assert 1 <= query.limit <= MOST
        assert query.offset >= 0


def _collections() -> dict[str, Collection]:
    if not _MADE:
        _MADE.update(collections_of(load_register()))
    return _MADE


_MADE: dict[str, Collection] = {}


def test_a_page_of_a_hundred_looks_at_columns_not_at_rows(register: Register) -> None:
    """With 200 times the records a page writes as many features as before."""
    small = collections_of(register)["projects"]
    many = pd.concat([small.records] * 200, ignore_index=True)
    large = Collection("projects", many, small.filters)
    found = large.select(Query(filters={"sector": "finance"}, box=Box(116, 39, 117, 41)))
    once = small.select(Query(filters={"sector": "finance"}, box=Box(116, 39, 117, 41)))
    assert len(found) == 200 * len(once)
    written = [json.loads(feature) for feature in large.features(found[:100])]
    assert len(written) == 100
    assert {feature["properties"]["sector"] for feature in written} == {"finance"}


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"])),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.booleans(),
        ),
        max_size=5,
    )
)
def test_any_cells_are_read_back_as_they_were(rows: list[tuple[object, ...]]) -> None:
    columns = ['"said"', "much", "so"]
    table = pd.DataFrame(rows, columns=columns).astype({'"said"': object, "much": float})
    written = Cells.of(table).rows(np.arange(len(rows))[::-1])
    expected = [dict(zip(columns, row, strict=True)) for row in reversed(rows)]
    assert [json.loads(f"{{{row}}}") for row in written] == expected
