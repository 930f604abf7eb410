"""A free-trade zone elsewhere is data only: Tianjin is loaded, joined, filtered and drawn.

A process serves one region, so each question is asked in a process of its own.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.regions import tianjin_folder
from tests.unit.tables import DATA

ROOT = DATA.parent
BEIJINGS = ("Beijing", "北京", "Two Zones", "两区", "E-Town", "亦庄", "haidian", "110105")

ASKED = """
import json
from geo.ground.known_datums import offered_datums
from geo.ground.spot import Spot
from geo.register.load import load_register
from geo.say.headlines import headline_figures
from geo.view.view import view_from_query
from geo.words.text import text_in
from ui.store import Store

register = load_register()
store = Store(register)
projects = register.projects

def shown(**query):
    view, problems = view_from_query(query)
    assert not problems, problems
    return projects["id"][store.filter.select(view).mask].tolist()

print(json.dumps({
    "joined": projects[["district", "cluster", "level"]].astype(object).values.tolist(),
    "trail": [place.key for place in register.places.trail("cluster:port")],
    "shown": {
        "cluster=airport": shown(cluster="airport"),
        "district=120101": shown(district="120101"),
        "cluster=none": shown(cluster="none"),
        "q=konggang": shown(q="konggang"),
    },
    "here": store.here.at_spot(Spot(117.4, 39.14)).keys,
    "datums": [datum.code for datum in offered_datums()],
    "headlines": [(f.name, f.value) for f in headline_figures(register, text_in("en"))],
    "titles": [text_in(lang)("app.title") for lang in ("zh", "en")],
    "foreign": view_from_query({"cluster": "haidian"})[1][0].sentence("en"),
    "index": store.index["wgs84"].body.decode(),
    "layers": [store.outlines["wgs84"].body.decode(), store.words.body.decode(),
               store.suggestions.body.decode()],
    "columns": len(store.projects["wgs84"].body),
}))
"""

DRAWN = """
import json
from streamlit.testing.v1 import AppTest
from geo.words.vocabulary import TABS

def drawn(**query):
    page = AppTest.from_file("ui/main.py", default_timeout=60)
    page.query_params.update(query)
    page.run()
    shown = [*page.markdown, *page.caption, *page.button, *page.selectbox]
    shown += page.get("bidi_component")
    return [error.value for error in page.exception], " ".join(str(one.proto) for one in shown)

asked = [(lang, tab) for tab in TABS for lang in ("zh", "en")]
print(json.dumps({f"{lang} {tab}": drawn(lang=lang, tab=tab) for lang, tab in asked}))
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tianjin_folder(tmp_path_factory.mktemp("data"))


def run(folder: Path, *arguments: str) -> str:
    """Run Python on the folder of the second region and return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "TWOZONES_DATA": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def answer(folder: Path) -> dict[str, object]:
    told: dict[str, object] = json.loads(run(folder, "-c", ASKED))
    return told


def test_its_projects_are_joined_to_its_districts_and_clusters(answer: dict[str, object]) -> None:
    airport, leasing, design = answer["joined"]  # type: ignore[misc]
    assert airport == ["120110", "airport", "point"]
    assert leasing == ["120116", "port", "point"]
    assert design[::2] == ["120101", "district"]
    assert answer["trail"] == ["city", "ftz", "area:binhai", "cluster:port"]
    assert answer["here"] == ["cluster:airport", "district:120110"]


def test_its_own_options_filter_and_those_of_beijing_do_not_exist(
    answer: dict[str, object],
) -> None:
    assert answer["shown"] == {
        "cluster=airport": ["TJ1"],
        "district=120101": ["TJ3"],
        "cluster=none": ["TJ3"],
        "q=konggang": ["TJ1"],
    }
    assert "haidian" in str(answer["foreign"])


def test_its_belts_figures_and_names_are_its_own(answer: dict[str, object]) -> None:
    datums = answer["datums"]
    assert isinstance(datums, list)
    assert {"gk39", "gk117", "utm50n"} <= set(datums)
    assert not {"gk38", "gk114"} & set(datums)  # Beijing's west, not Tianjin
    assert answer["headlines"] == [["New companies", "42+"]]
    assert answer["titles"] == ["天津“自贸试验区”开放地图", "Tianjin “Pilot Free Trade Zone” Map"]


def test_no_layer_names_anything_of_beijing(answer: dict[str, object]) -> None:
    layers = answer["layers"]
    assert isinstance(layers, list)
    for layer in (*layers, answer["index"]):
        assert not [word for word in BEIJINGS if word in layer]
    assert "空港组团" in layers[0]
    assert json.loads(str(answer["index"]))["rows"] == 3


def test_every_tab_of_its_page_is_drawn(folder: Path) -> None:
    drawn = json.loads(run(folder, "-W", "ignore", "-c", DRAWN).splitlines()[-1])
    assert drawn
    for tab, (errors, shown) in drawn.items():
        assert not errors, tab
        named = shown.replace("Beijing 1954", "").replace("1954 北京", "")  # a datum
        assert not [word for word in BEIJINGS if word in named], tab


def test_its_briefing_is_written_with_its_name(folder: Path, tmp_path: Path) -> None:
    written = ("--format", "png,svg,html", "--lang", "en", "--out", str(tmp_path))
    paths = [Path(line) for line in run(folder, "-m", "briefing", *written).splitlines()]
    assert {path.suffix for path in paths} == {".png", ".svg", ".html"}
    assert all(path.stat().st_size > 10_000 for path in paths)
    page = next(path for path in paths if path.suffix == ".html").read_text("utf-8")
    assert "Tianjin" in page
    assert not [word for word in BEIJINGS if word in page]


def test_a_file_of_its_projects_is_checked(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("名称,区,经度,纬度\n甲,和平区,117.19,39.117\n乙,,117.70,39.02\n", "utf-8")
    said = run(folder, "-m", "geo", "check", str(path), "--lang", "en")
    assert "2 rows read = 2 accepted" in said
