"""A register published to PostGIS and back is the same, and its history is kept there."""

import csv
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from geo.database.connection import connected
from geo.database.folder import put_folder, write_folder
from geo.database.layout import make_layout
from geo.errors import RegisterError
from geo.keep.publish import publish
from geo.keep.reason import Reason
from geo.keep.transfer import put_register, write_register
from geo.register.digest import folder_digest
from geo.register.load import Register, load_register
from geo.settings import DATA

EDITOR = Reason("李工", "名称更正")


def there_and_back(address: str, folder: Path, back: Path) -> Path:
    """Put a folder into a database and write it to another, without asking what it means."""
    with connected(address, writes=True) as connection:
        make_layout(connection, address)
        put_folder(connection, folder, {"places": ("id",)})
    back.mkdir()
    with connected(address) as connection:
        write_folder(connection, back)
    return back


def asked(address: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(address, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchall()


def changed_copy(folder: Path, old: str, new: str, name: str = "projects.csv") -> Path:
    shutil.copytree(DATA, folder)
    path = folder / name
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())
    return folder


# there and back


def test_the_register_comes_back_byte_for_byte(published: str, tmp_path: Path) -> None:
    publish(published, str(tmp_path / "back"), EDITOR)
    assert folder_digest(tmp_path / "back") == folder_digest(DATA)


def test_what_is_written_in_another_way_comes_back_with_equal_records(
    empty: str, tmp_path: Path
) -> None:
    folder = changed_copy(tmp_path / "data", "id,", "\ufeffid,", "places.csv")
    projects = (DATA / "projects.csv").read_text("utf-8")
    rows = list(csv.reader(projects.splitlines()))
    with (folder / "projects.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows(rows)
    zones = json.loads((DATA / "zones.geojson").read_text("utf-8"))
    (folder / "zones.geojson").write_text(json.dumps(zones, indent=1))
    back = there_and_back(empty, folder, tmp_path / "back")
    assert_same(load_register(back), load_register(folder))


def assert_same(one: Register, other: Register) -> None:
    for name in ("projects", "policies", "named", "zones", "districts", "sources"):
        assert_frame_equal(getattr(one, name), getattr(other, name))


CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=5)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_any_cells_of_a_table_come_back(empty: str, rows: Sequence[tuple[str, str]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        written = [("id", "名 称"), *rows]
        with (folder / "places.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(written)
        back = there_and_back(empty, folder, Path(name) / "back")
        with (back / "places.csv").open(encoding="utf-8", newline="") as file:
            assert [tuple(row) for row in csv.reader(file)] == written


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e15, 1e15),  # JSON writes larger ones as whole numbers among other values
    CELLS,
    st.lists(st.one_of(CELLS, st.integers(0, 9)), max_size=2),
)
DEGREES = st.floats(-80, 80)
GEOMETRIES = st.one_of(
    st.none(),
    st.tuples(DEGREES, DEGREES).map(lambda at: {"type": "Point", "coordinates": list(at)}),
    st.lists(st.tuples(DEGREES, DEGREES), min_size=2, max_size=3).map(
        lambda line: {"type": "LineString", "coordinates": [list(at) for at in line]}
    ),
)
FEATURES = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(("id", "类", "b")), VALUES), GEOMETRIES),
    min_size=1,
    max_size=4,
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FEATURES)
def test_any_features_come_back(
    empty: str, features: Sequence[tuple[dict[str, object], object]]
) -> None:
    collection = {
        "type": "FeatureCollection",
        "name": "made up",
        "features": [
            {"type": "Feature", "properties": properties, "geometry": geometry}
            for properties, geometry in features
        ],
    }
    with TemporaryDirectory() as name:
        folder = Path(name) / "data"
        folder.mkdir()
        (folder / "lines.geojson").write_text(json.dumps(collection), encoding="utf-8")
        back = there_and_back(empty, folder, Path(name) / "back")
        found = json.loads((back / "lines.geojson").read_text("utf-8"))
    assert without_nothing(found) == without_nothing(collection)


def without_nothing(collection: dict[str, object]) -> dict[str, object]:
    """Return features without the properties that hold nothing: to no reader is that another."""
    features = collection["features"]
    assert isinstance(features, list)
    kept = [
        feature | {"properties": {k: v for k, v in feature["properties"].items() if v is not None}}
        for feature in features
    ]
    return collection | {"features": kept}


def test_files_of_no_table_come_back_too(empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    (folder / "notes").mkdir(parents=True)
    kept = {
        "notes/a.csv": b"id,b\r\n1,2\r\n",
        "ragged.csv": b"id,b\n1\n",
        "odd.csv": b"\xff\xfe",
        "empty.geojson": b'{"type": "FeatureCollection", "features": []}',
        "photo.bin": bytes(range(256)),
    }
    for name, content in kept.items():
        (folder / name).write_bytes(content)
    (folder / ".hidden").touch()
    back = there_and_back(empty, folder, tmp_path / "back")
    found = {p.relative_to(back).as_posix(): p.read_bytes() for p in back.rglob("*") if p.is_file()}
    assert found == kept


def test_a_file_that_is_gone_goes_from_the_database(empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for name in ("places.csv", "other.csv", "note.txt"):
        (folder / name).write_text("id,b\n1,2\n")
    there_and_back(empty, folder, tmp_path / "first")
    (folder / "other.csv").unlink()
    (folder / "note.txt").unlink()
    back = there_and_back(empty, folder, tmp_path / "second")
    assert [path.name for path in back.iterdir()] == ["places.csv"]


def test_columns_that_come_and_go_are_followed(empty: str, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    for n, content in enumerate(("id,b\n1,2\n", "c,id\nx,1\ny,2\n", "id,b\n1,\n")):
        (folder / "places.csv").write_text(content)
        back = there_and_back(empty, folder, tmp_path / f"back{n}")
        assert (back / "places.csv").read_text() == content


# desktop programs


def test_desktop_programs_find_every_layer_with_its_type(published: str) -> None:
    query = "SELECT f_table_name, type, srid FROM geometry_columns WHERE f_table_schema='twozones'"
    found = {name: (kind, srid) for name, kind, srid in asked(published, query)}
    assert found["projects"] == ("POINT", 4326)
    assert found["bounds_shapes"] == ("POLYGON", 4326)
    assert {"zones", "districts", "districts_coarse", "ground", "neighbours"} <= found.keys()
    assert {srid for _, srid in found.values()} == {4326}


def test_a_project_lies_where_its_record_says(published: str) -> None:
    query = (
        "SELECT count(*) FILTER (WHERE _point IS NOT NULL), count(nullif(lon_wgs84, '')),"
        " bool_and(st_x(_point) = nullif(lon_wgs84, '')::float8) FROM twozones.projects"
    )
    ((points, stated, is_same),) = asked(published, query)
    assert (points, is_same) == (stated, True)
    assert points


# history


HISTORY = (
    "SELECT who, why, login, relation, record, before ->> 'name_zh', after ->> 'name_zh'"
    " FROM twozones_desk.change JOIN twozones_desk.row_change ON change = id ORDER BY number"
)
STATE = "SELECT revision FROM twozones_desk.state"


def test_publishing_the_same_again_changes_nothing(database: str) -> None:
    before = asked(database, STATE)
    put_register(DATA, database, EDITOR)
    assert asked(database, STATE) == before
    assert asked(database, HISTORY) == []


def test_the_history_has_who_and_why_and_what(database: str, tmp_path: Path) -> None:
    folder = changed_copy(tmp_path / "data", "离境退税集中退付点（国贸商城）", "退付点")
    put_register(folder, database, EDITOR)
    ((*said, before, after),) = asked(database, HISTORY)
    assert said == ["李工", "名称更正", "postgres", "projects", "HP001"]
    assert (before, after) == ("离境退税集中退付点（国贸商城）", "退付点")
    (tmp_path / "back").mkdir()
    write_register(database, tmp_path / "back")
    assert folder_digest(tmp_path / "back") == folder_digest(folder)


def test_an_edit_by_another_program_goes_into_the_history(database: str) -> None:
    asked(
        database,
        "UPDATE twozones.projects SET name_zh = '退付点' WHERE id = 'HP001' RETURNING id",
    )
    ((who, why, *_, new),) = asked(database, HISTORY)
    assert (who, why, new) == ("postgres", "", "退付点")
    asked(database, "DELETE FROM twozones.history WHERE project = 'HP001' RETURNING project")
    assert all(row[3] == "history" for row in asked(database, HISTORY)[1:])
    assert len(asked(database, HISTORY)) > 1


def test_a_moved_shape_is_in_the_history_exactly(database: str) -> None:
    before = asked(database, "SELECT _shape::text FROM twozones.zones WHERE id = 'scitech'")
    move = "UPDATE twozones.zones SET _shape = st_translate(_shape, 1e-13, 0) WHERE id = 'scitech'"
    asked(database, move + " RETURNING id")
    kept = "SELECT before ->> 'geometry' FROM twozones_desk.row_change"
    assert asked(database, kept) == before


@pytest.mark.parametrize("fault", ["a row", "a shape"])
def test_a_register_that_would_not_load_is_not_published(
    database: str, tmp_path: Path, fault: str
) -> None:
    if fault == "a row":
        folder = changed_copy(tmp_path / "data", "PS007,", "PS007,,")
    else:
        folder = changed_copy(tmp_path / "data", '"id":"scitech"', '"id":"x"', "zones.geojson")
    before = asked(database, STATE)
    with pytest.raises(RegisterError):
        publish(str(folder), database, EDITOR)
    assert asked(database, STATE) == before
