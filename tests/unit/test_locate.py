"""Where projects are found: the rules on hand-made rows over the real trees and ground."""

import json
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.ground.locate import locate_projects
from geo.ground.membership import Membership
from geo.region import REGION
from geo.register.load import Register
from geo.words.vocabulary import FOUND_BY, LEVELS
from tests.unit.tables import DATA, by_id, table

Join = Callable[[pd.DataFrame], pd.DataFrame]

CBD = (116.46, 39.91)  # in Chaoyang, its cluster and the CBD
TERMINAL_2 = (116.5896, 40.08)  # in Chaoyang's exclave, in no cluster
TERMINAL_3 = (116.6155, 40.055)  # in Shunyi
IN_MIYUN = (116.84, 40.37)
TIANJIN = (117.2, 39.13)

stated_places = st.none() | st.sampled_from(sorted(by_id("places")))
rows = st.fixed_dictionaries(
    {
        "district": st.none() | st.sampled_from(["110105", "110112", "110115", "110119"]),
        "cluster": st.none() | st.sampled_from(REGION.clusters),
        "place": stated_places,
        "lonlat": st.none()
        | st.sampled_from([CBD, TERMINAL_2, TERMINAL_3, IN_MIYUN, TIANJIN])
        | st.tuples(st.floats(115.4, 117.5), st.floats(39.4, 41.1)),
    }
)


def made(*projects: dict[str, object]) -> pd.DataFrame:
    """Return the columns that are joined, for rows that say only what matters to a test."""
    columns: dict[str, list[object]] = {
        "district": [row.get("district") for row in projects],
        "cluster": [row.get("cluster") for row in projects],
        "place": [row.get("place") for row in projects],
    }
    points = [row.get("lonlat") or (np.nan, np.nan) for row in projects]
    numbers = {
        "lon_wgs84": [lon for lon, _ in points],
        "lat_wgs84": [lat for _, lat in points],
        "precision_m": [100.0 if row.get("lonlat") else np.nan for row in projects],
    }
    return pd.DataFrame(columns, dtype="str").join(pd.DataFrame(numbers, dtype=float))


def answers(found: pd.DataFrame) -> pd.DataFrame:
    """Return joined rows with None for every gap."""
    return found.astype(object).where(found.notna(), None)


@pytest.fixture(scope="module")
def join(register: Register) -> Join:
    """Return the join to the real trees and ground.

    A function prints short where a property fails; a register does not.
    """

    def to_real_ground(projects: pd.DataFrame) -> pd.DataFrame:
        return locate_projects(projects, register.places, register.ground)

    return to_real_ground


def locate_one(register: Register, **project: object) -> dict[str, object]:
    """Join one hand-made row."""
    found = locate_projects(made(project), register.places, register.ground)
    return answers(found).iloc[0].to_dict()


# district


def test_the_own_point_decides_over_place_and_source(register: Register) -> None:
    found = locate_one(register, lonlat=CBD, place="lize", district="110115")
    assert (found["district"], found["district_by"]) == ("110105", "point")
    assert found["district_found"] == "110105"
    assert (found["lon"], found["lat"], found["radius_m"]) == (*CBD, 100)
    assert found["level"] == "point"


def test_then_the_anchor_of_the_place(register: Register) -> None:
    found = locate_one(register, place="lize", district="110115")
    assert (found["district"], found["district_by"]) == ("110106", "place")
    assert found["district_found"] == "110106"
    lize = by_id("places")["lize"]
    assert found["lon"] == float(lize["lon_wgs84"])
    assert found["lat"] == float(lize["lat_wgs84"])
    assert found["radius_m"] == float(lize["radius_m"])


def test_then_what_the_source_states(register: Register) -> None:
    found = locate_one(register, place="huairou_science", district="110105")
    assert (found["district"], found["district_by"]) == ("110105", "stated")
    assert found["lon"] is None
    assert found["level"] == "place"


def test_then_the_one_district_of_the_place(register: Register) -> None:
    found = locate_one(register, place="huairou_science")
    assert (found["district"], found["district_by"]) == ("110116", "place")
    assert found["district_found"] is None


def test_a_place_across_two_districts_decides_nothing(register: Register) -> None:
    found = locate_one(register, place="bda")
    assert (found["district"], found["district_by"]) == (None, "none")
    assert found["level"] == "place"


def test_a_point_outside_region_leaves_the_district_to_the_source(register: Register) -> None:
    found = locate_one(register, lonlat=TIANJIN, district="110115")
    assert (found["district"], found["district_by"]) == ("110115", "stated")
    assert found["level"] == "point"


def test_the_daxing_terminal_is_in_no_district_but_its_airport_is_stated(
    register: Register,
) -> None:
    found = locate_one(register, place="daxing_airport", district="110115")
    assert (found["district"], found["district_by"]) == ("110115", "stated")
    assert found["level"] == "point"
    assert locate_one(register, place="daxing_airport")["district"] is None


@pytest.mark.parametrize(("lonlat", "district"), [(TERMINAL_2, "110105"), (TERMINAL_3, "110113")])
def test_the_capital_airport(
    register: Register, lonlat: tuple[float, float], district: str
) -> None:
    assert locate_one(register, lonlat=lonlat)["district"] == district


# cluster, area and site


def test_the_stated_cluster_is_kept_and_the_found_one_beside_it(register: Register) -> None:
    found = locate_one(register, lonlat=CBD, cluster="etown")
    assert (found["cluster"], found["cluster_by"]) == ("etown", "stated")
    assert found["cluster_found"] == "chaoyang"
    assert found["area"] == "highend"


def test_then_the_cluster_of_the_place(register: Register) -> None:
    found = locate_one(register, lonlat=CBD, place="biopark")
    assert (found["cluster"], found["cluster_by"]) == ("etown", "place")
    assert found["cluster_found"] is None


def test_then_where_the_point_falls(register: Register) -> None:
    found = locate_one(register, lonlat=CBD)
    assert (found["cluster"], found["cluster_by"], found["area"]) == (
        "chaoyang",
        "point",
        "business",
    )
    assert (found["site"], found["site_by"]) == ("cbd", "point")


def test_a_place_outside_the_clusters_has_none(register: Register) -> None:
    found = locate_one(register, place="lize")
    assert (found["cluster"], found["cluster_by"], found["area"]) == (None, "none", None)


def test_a_site_is_the_place_where_it_is_one(register: Register) -> None:
    assert locate_one(register, place="canal")["site"] == "canal"
    assert locate_one(register, place="canal")["site_by"] == "place"


def test_a_site_is_not_guessed_from_an_anchor(register: Register) -> None:
    # Shigezhuang's anchor lies in the life science park's schematic extent
    anchor = register.places["place:shigezhuang"].anchor
    assert register.zones.geometry["lifesci"].covers(shapely.Point(anchor))
    assert locate_one(register, place="shigezhuang")["site"] is None
    assert locate_one(register, lonlat=anchor)["site"] == "lifesci"


def test_agreement_is_not_flagged(register: Register) -> None:
    found = locate_one(register, lonlat=CBD, district="110105", cluster="chaoyang", place="cbd")
    assert (found["district_found"], found["cluster_found"]) == (None, None)
    assert (found["district_by"], found["cluster_by"]) == ("point", "stated")


# level


@pytest.mark.parametrize(
    ("project", "level"),
    [
        ({"lonlat": CBD}, "point"),
        ({"place": "cbd"}, "point"),
        ({"place": "huairou_science"}, "place"),
        ({"cluster": "shunyi"}, "place"),
        ({"cluster": "shunyi", "district": "110113"}, "place"),
        ({"district": "110113"}, "district"),
        ({}, "city"),
    ],
    ids=str,
)
def test_the_finest_level_known(register: Register, project: dict[str, object], level: str) -> None:
    assert locate_one(register, **project)["level"] == level


def test_levels_make_the_total(register: Register) -> None:
    levels = Counter(register.projects["level"])
    assert set(levels) <= set(LEVELS)
    assert sum(levels.values()) == len(table("projects"))

    def level(row: dict[str, str]) -> str:
        place = by_id("places").get(row["place"], {})
        if row["lon_wgs84"] or place.get("lon_wgs84"):
            return "point"
        if row["place"] or row["cluster"]:
            return "place"
        return "district" if row["district"] else "city"

    assert levels == Counter(level(row) for row in table("projects"))


# all rows


def test_xiaomis_plant_is_stated_in_daxing_and_found_in_tongzhou(register: Register) -> None:
    project = register.projects.set_index("id").loc["PP010"]
    assert project["district_stated"] == by_id("projects")["PP010"]["district"] == "110115"
    assert (project["district"], project["district_found"]) == ("110112", "110112")
    assert project["district_by"] == "place"
    assert (project["cluster"], project["area"]) == ("etown", "highend")


def test_every_disagreement_is_flagged_and_nothing_else(register: Register) -> None:
    projects = register.projects
    districts = register.districts.geometry
    for row in projects.itertuples():
        here = districts.index[districts.covers(shapely.Point(row.lon, row.lat))].tolist()
        differs = here and isinstance(row.district_stated, str) and here != [row.district_stated]
        assert row.district_found == here[0] if differs else pd.isna(row.district_found), row.id
        assert not here or row.district == here[0], row.id


def test_stated_columns_are_those_of_the_file(register: Register) -> None:
    for name in ("district", "cluster"):
        stated = register.projects[f"{name}_stated"]
        assert stated.fillna("").tolist() == [row[name] for row in table("projects")]


def test_areas_are_those_of_their_cluster(register: Register) -> None:
    features = json.loads((DATA / "zones.geojson").read_text("utf-8"))["features"]
    area_of = {f["properties"]["id"]: f["properties"]["parent"] for f in features}
    found = register.projects[["cluster", "area"]].dropna(how="all")
    assert len(found) > 100
    assert all(area_of[row.cluster] == row.area for row in found.itertuples())


@given(st.lists(rows, min_size=1, max_size=12))
def test_one_row_out_per_row_in(join: Join, projects: list[dict[str, object]]) -> None:
    stated = made(*projects).set_axis([f"row {n}" for n in range(len(projects))])
    kept = stated.copy()
    found = join(stated)
    pd.testing.assert_frame_equal(stated, kept)
    assert found.index.equals(stated.index)
    assert set(found["level"]) <= set(LEVELS)
    assert set(found["district_by"]) | set(found["cluster_by"]) <= set(FOUND_BY)
    for name in ("district", "cluster", "site"):
        assert (found[name].isna() == (found[f"{name}_by"] == "none")).all()


@settings(max_examples=25)
@given(st.lists(rows, min_size=2, max_size=5))
def test_a_row_alone_is_joined_as_in_company(join: Join, projects: list[dict[str, object]]) -> None:
    alone = [answers(join(made(project))).iloc[0].to_dict() for project in projects]
    assert alone == answers(join(made(*projects))).to_dict("records")


# membership


def test_members_of_a_place_are_the_projects_joined_to_it_or_below(register: Register) -> None:
    projects, places = register.projects, register.places
    membership = Membership(projects, places)
    for key in places.places:
        below = {other for other in places.places if key in places.ancestors(other)} | {key}
        expected = (
            ("place:" + projects["place"]).isin(below)
            | ("place:" + projects["site"].astype("str")).isin(below)
            | ("cluster:" + projects["cluster"].astype("str")).isin(below)
            | ("district:" + projects["district"].astype("str")).isin(below)
        )
        wanted = expected.to_numpy(bool) if key != "city" else np.ones(len(projects), dtype=bool)
        assert (membership.mask(key) == wanted).all(), key


def test_a_project_is_a_member_of_itself_alone(register: Register) -> None:
    membership = Membership(register.projects, register.places)
    position = membership.position("PP010")
    assert position is not None
    assert register.projects["id"][position] == "PP010"
    assert np.flatnonzero(membership.mask("project:PP010")).tolist() == [position]
    assert membership.position("nobody") is None
    assert membership.places_of(position)[0] == "place:majuqiao"
    assert not membership.mask("place:no_such_place").any()
