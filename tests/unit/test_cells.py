"""A cube on the map: its totals are those of its rows, in Python and in the browser alike."""

import base64
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from geo.ask.atlas import Atlas
from geo.cube import read
from geo.cube.kept import ABOUT
from geo.cube.plan import CellGrid
from geo.cube.read import Cube, read_cube
from geo.cube.select import cells_of, filters_left_out, lying_in, passing, totals_of
from geo.errors import CubeCellsError, CubeFileError, CubeSizeError, MissingFileError, TwoZonesError
from geo.settings import settings
from geo.view.shapes import read_shape
from geo.view.view import View
from geo.words.vocabulary import CELL_METRICS, LANGUAGES
from layers.cells import (
    CellLayer,
    available_metrics,
    cell_address,
    class_bounds,
    served_cells,
)
from layers.choropleth import Choropleth
from layers.links import view_of_link
from layers.wire import filter_message
from tests.unit.cubes import CELL_M, made_up_rows, rewrite, write_cube
from tests.unit.node import ask_module
from ui.serve.health import cube_of
from ui.serve.routes import routes

VIEWS = [
    View(),
    View(sector=("finance", "unstated")),
    View(start=dt.date(2020, 6, 1), end=dt.date(2021, 5, 31)),
    View(district=("110105",), sector=("digital", "health"), start=dt.date(2021, 1, 1)),
    View(cluster=("chaoyang", "none"), q="银行", kind=("facility",)),
    View(end=dt.date(2019, 1, 1)),
]
Namer = Callable[[Path], None]


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    return made_up_rows()


@pytest.fixture(scope="module")
def path(rows: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_cube(tmp_path_factory.mktemp("cube") / "companies.arrow", rows)


@pytest.fixture(scope="module")
def cube(path: Path) -> Cube:
    return read_cube(path)


@pytest.fixture
def copy(path: Path, tmp_path: Path) -> Path:
    return Path(tmp_path / "copy.arrow").write_bytes(path.read_bytes()) and tmp_path / "copy.arrow"


@pytest.fixture
def name_cube(monkeypatch: pytest.MonkeyPatch) -> Iterator[Namer]:
    """Return a function that lets the settings name a file as the cube, while a test runs."""

    def name(path: Path) -> None:
        monkeypatch.setenv("TWOZONES_CUBE", str(path))
        settings.cache_clear()

    yield name
    monkeypatch.undo()
    settings.cache_clear()


def counted_again(rows: pd.DataFrame, view: View, atlas: Atlas) -> pd.DataFrame:
    """Return the rows that pass a view, judged a row at a time by the exact join."""
    ground = atlas.register.ground
    found = {"district": ground.districts, "cluster": ground.clusters}
    known = rows.dropna(subset=["lon"])
    for name, polygons in found.items():
        ids = np.array([*polygons.ids, "none"], dtype=object)
        located = ids[polygons.locate(known["lon"].to_numpy(), known["lat"].to_numpy())]
        rows = rows.assign(**{name: pd.Series(located, known.index).reindex(rows.index)})
    sectors, clusters = rows["sector"].fillna("unstated"), rows["cluster"].fillna("none")
    passes = pd.Series(data=True, index=rows.index)
    passes &= sectors.isin(view.sector) | (not view.sector)
    passes &= clusters.isin(view.cluster) | (not view.cluster)
    passes &= rows["district"].isin(view.district) | (not view.district)
    first, last = view.start or dt.date.min, view.end or dt.date.max
    if view.start or view.end:
        dates = rows["date"].dropna()
        touching = dates.map(lambda date: touches(date, first, last))
        passes &= touching.reindex(rows.index, fill_value=False)
    return rows[passes]


def touches(date: str, first: dt.date, last: dt.date) -> bool:
    """Tell whether a month, or a year, has a day from ``first`` to ``last``."""
    begins = dt.date.fromisoformat(f"{date}-01-01"[:10])
    more = dt.timedelta(days=31 if len(date) > 4 else 366)
    ends = (begins + more).replace(day=1) - dt.timedelta(days=1)
    return begins <= last and ends >= first


@pytest.mark.parametrize("view", VIEWS)
def test_the_totals_are_those_of_the_rows(
    rows: pd.DataFrame, cube: Cube, atlas: Atlas, view: View
) -> None:
    expected = counted_again(rows, view, atlas)
    totals = totals_of(cube, passing(cube, view))
    assert totals.rows == len(expected)
    assert totals.stated == expected["wan"].notna().sum()
    assert totals.wan == expected["wan"].sum()
    assert totals.off_grid == expected["lon"].isna().sum()


@pytest.mark.parametrize("key", ["district:110105", "cluster:chaoyang"])
def test_the_totals_of_a_place_in_focus_are_those_of_its_rows(
    rows: pd.DataFrame, cube: Cube, atlas: Atlas, key: str
) -> None:
    view, (kind, id_) = View(sector=("finance", "digital")), key.split(":")
    expected = counted_again(rows, replace(view, **{kind: (id_,)}), atlas)
    lies = lying_in(cube, key)
    assert lies is not None
    totals = totals_of(cube, passing(cube, view) & lies)
    assert (totals.rows, totals.wan) == (len(expected), expected["wan"].sum())
    assert totals.rows > 0
    assert lying_in(cube, "city") is None
    assert lying_in(cube, "place:cbd") is None


@pytest.mark.parametrize("factor", [1, 2, 4, 8])
def test_cells_of_every_size_have_the_rows_that_lie_in_them(
    rows: pd.DataFrame, cube: Cube, factor: int
) -> None:
    grid, known = CellGrid.over_region(CELL_M), rows.dropna(subset=["lon"])
    east = np.floor((known["lon"] - grid.west) / grid.width).astype(int) // factor
    north = np.floor((known["lat"] - grid.south) / grid.height).astype(int) // factor
    expected = known.groupby([east.rename("east"), north.rename("north")])["wan"]
    sums = cells_of(cube, passing(cube, View()), factor)
    found = pd.DataFrame({"rows": sums.rows, "wan": sums.wan}, [sums.east, sums.north]).sort_index()
    assert found["rows"].to_dict() == expected.size().to_dict()
    assert found["wan"].to_dict() == expected.sum().to_dict()


ASKED = """
const cube = new module.Cube(Uint8Array.from(atob(request.cube), (one) => one.charCodeAt(0)));
const answers = [];
for (const filter of request.filters) {
  await cube.filter(filter);
  const cells = request.factors.map((factor) => {
    const level = cube.level(factor);
    const { rows, wan } = cube.sums(level);
    const found = [...rows].map((count, at) => [level.east[at], level.north[at], count, wan[at]]);
    return found.filter(([, , count]) => count).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  });
  answers.push({ totals: cube.totals(), leftOut: cube.leftOut(filter), cells });
}
const least = request.metres.map((one) => cube.factorAt(6 * one));
return { answers, least };
"""


def test_the_browser_works_out_the_same(cube: Cube) -> None:
    layer = CellLayer(cube)
    views = [*VIEWS, View(shape=read_shape("circle:116.4,39.9,3"), status=("landed",))]
    metres = [1.0, 80.0, 84.0, 170.0, 400.0, 9000.0]
    body = base64.b64encode(layer.asset.body).decode()
    filters = [dict(filter_message(view)) for view in views]
    request = {"cube": body, "filters": filters, "factors": layer.factors, "metres": metres}
    told = ask_module("cells/cube.js", ASKED, request)
    assert isinstance(told, dict)
    assert told["least"] == [layer.factor_at(one) for one in metres]
    for view, answer in zip(views, told["answers"], strict=True):
        passes = passing(cube, view)
        totals = totals_of(cube, passes)
        said = answer["totals"] | {"off_grid": answer["totals"].pop("offGrid")}
        assert said == asdict(totals)
        assert answer["leftOut"] == [*filters_left_out(cube, view)]
        for factor, cells in zip(layer.factors, answer["cells"], strict=True):
            sums = cells_of(cube, passes, factor)
            table = zip(sums.east, sums.north, sums.rows, sums.wan, strict=True)
            assert sorted(map(list, table)) == cells


@pytest.mark.parametrize("metric", CELL_METRICS)
def test_every_cell_has_a_class_and_a_shade_means_the_same_at_every_size(
    cube: Cube, metric: str
) -> None:
    layer = CellLayer(cube)
    bounds = layer.bounds[metric]
    assert list(bounds) == sorted(set(bounds))
    assert 3 <= len(bounds) <= 5
    everything = passing(cube, View())
    for factor in layer.factors:
        sums = cells_of(cube, everything, factor)
        of_km2 = layer.densities(sums, metric, factor)
        side = layer.cube.cell_m * factor / 1000
        counted = sums.rows if metric == "density" else sums.wan
        assert of_km2 * side**2 == pytest.approx(counted)
        assert (np.searchsorted(bounds, of_km2, side="right") > 0).all()


# files that are none


def about(path: Path, **changed: object) -> None:
    """Let a cube say other things of itself."""

    def change(table: pa.Table) -> pa.Table:
        said = json.loads(table.schema.metadata[ABOUT]) | changed
        return table.replace_schema_metadata({ABOUT: json.dumps(said)})

    rewrite(path, change)


def put(path: Path, name: str, value: object) -> None:
    """Put a value in place of all of a column."""

    def change(table: pa.Table) -> pa.Table:
        at = table.schema.get_field_index(name)
        column = pa.array([value] * len(table), table.schema.field(at).type)
        return table.set_column(at, table.schema.field(at), column)

    rewrite(path, change)


BROKEN: dict[str, tuple[type[TwoZonesError], Callable[[Path], object]]] = {
    "text": (CubeFileError, lambda path: path.write_text("district,rows\n110105,3\n")),
    "half": (CubeFileError, lambda path: path.write_bytes(path.read_bytes()[:2000])),
    "silent": (CubeFileError, lambda p: rewrite(p, lambda t: t.replace_schema_metadata(None))),
    "other columns": (CubeFileError, lambda p: rewrite(p, lambda t: t.drop_columns(["rows"]))),
    "no month": (CubeFileError, lambda path: put(path, "month", "last spring")),
    "negative": (CubeFileError, lambda path: put(path, "rows", -1)),
    "no cells": (CubeCellsError, lambda path: about(path, cell_m=0)),
    "other ground": (
        CubeCellsError,
        lambda path: about(path, grid=asdict(CellGrid(110, 30, 0.01, 0.01, 9, 9))),
    ),
    "beyond": (CubeCellsError, lambda path: put(path, "cell_east", 100_000)),
    "other district": (CubeCellsError, lambda path: put(path, "district", "120101")),
    "gone": (MissingFileError, Path.unlink),
}


@pytest.mark.parametrize("harm", BROKEN)
def test_a_file_that_is_no_cube_is_said_in_both_languages_and_nothing_else_suffers(
    copy: Path, harm: str, atlas: Atlas, name_cube: Namer
) -> None:
    kind, change = BROKEN[harm]
    change(copy)
    with pytest.raises(kind):
        read_cube(copy)
    name_cube(copy)
    said = cube_of(served_cells())
    assert said is not None
    assert said["status"] == "unusable"
    for lang in LANGUAGES:
        assert "copy.arrow" in str(said[lang])
    assert not {*available_metrics()} & {*CELL_METRICS}
    view, problems = view_of_link(atlas, {"metric": "density", "sector": "finance"})
    assert (view.metric, view.sector) == ("projects", ("finance",))
    assert [type(problem) for problem in problems] == [kind]


def test_more_rows_than_a_browser_is_sent_are_refused(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "MOST_ROWS", 100)
    with pytest.raises(CubeSizeError) as caught:
        read_cube(path)
    assert "100" in caught.value.sentence("zh")


# on the page


def test_it_is_offered_where_the_settings_name_it(
    path: Path, atlas: Atlas, name_cube: Namer
) -> None:
    link = {"metric": "density"}
    assert cell_address("density") == ""
    assert [type(one).__name__ for one in view_of_link(atlas, link)[1]] == ["ParameterError"]
    name_cube(path)
    view, problems = view_of_link(atlas, link)
    assert problems == []
    assert view.to_query() == link
    assert {*CELL_METRICS} <= {*available_metrics()}
    assert cell_address("projects") == ""
    assert class_bounds(Choropleth({}, (1.0,)), "projects") == (1.0,)
    health = cube_of(served_cells())
    assert health is not None
    assert (health["status"], health["file"], health["as_of"]) == (
        "ok",
        "companies.arrow",
        "2022-06",
    )


def test_it_is_served_once_and_kept(path: Path, name_cube: Namer) -> None:
    name_cube(path)
    address = cell_address("density")
    client = TestClient(Starlette(routes=routes()))
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"
    with pa.ipc.open_stream(answer.content) as stream:
        assert stream.read_all().num_rows == len(read_cube(path).rows)
    assert client.get(address.replace("cells", "other")).status_code == 404


def test_a_cube_written_anew_has_another_address(
    copy: Path, rows: pd.DataFrame, name_cube: Namer
) -> None:
    name_cube(copy)
    before = cell_address("density")
    write_cube(copy, rows[:700])
    assert cell_address("density") != before
