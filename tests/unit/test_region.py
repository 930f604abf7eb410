"""The region stands in one file, and a program whose region is wrong says so and ends."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.errors import RegisterError
from geo.region import REGION, RegionFileError, read_region
from geo.register.load import load_register
from tests.unit.tables import DATA

ROOT = DATA.parent
BROKEN = {  # what is written for what, and what the sentence names
    "is no TOML": ('areas = ["scitech"', "areas = [scitech", "Invalid value"),
    "lacks a name": ('[name]\nzh = "北京"', "[name]", "name.zh"),
    "has a word too many": ("[name]", '[weather]\nsunny = "yes"\n\n[name]', "weather"),
    "turns its bounds": ("[115.3, 39.4, 117.6, 41.1]", "[117.6, 39.4, 115.3, 41.1]", "bounds"),
    "is off the globe": ("centre = [116.45, 39.95]", "centre = [39.95, 116.45]", "centre"),
    "compares with no cluster": ('"tongzhou"]\n\n', '"yizhuang"]\n\n', "yizhuang"),
    "has more areas than hues": ('"highend"]', '"highend", "fourth"]', "areas"),
    "names a cluster twice": ('"chaoyang", "shunyi"', '"shunyi", "shunyi"', "twice"),
    "puts no cluster across": ('clusters = ["etown"]', 'clusters = ["yizhuang"]', "yizhuang"),
    "would fill in facts": ('en = "Beijing"', 'en = "{file}"', "name.en"),
    "starts on no day": ("start = 2020-09-04", "start = 2020-09-31", "Invalid date"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with nothing but a region's file, which a test may break."""
    (tmp_path / "data").mkdir()
    return Path(shutil.copy(DATA / "region.toml", tmp_path / "data")).parent


def rewrite(folder: Path, old: str, new: str) -> None:
    path = folder / "region.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("fault", BROKEN)
def test_a_wrong_region_is_refused_and_the_fault_named(folder: Path, fault: str) -> None:
    old, new, named = BROKEN[fault]
    rewrite(folder, old, new)
    with pytest.raises(RegionFileError, match=named):
        read_region(folder)


@pytest.mark.parametrize("lon", [-123, 2, 116.45, 117.2, 121.5, 179.9])
def test_lengths_are_measured_in_the_zone_of_the_centre(lon: float) -> None:
    ground = REGION.ground.model_copy(update={"centre": (lon, 40.0)})
    zone = int(ground.metres.removeprefix("EPSG:326"))
    assert abs(lon - (6 * zone - 183)) <= 3  # degrees from the zone's central meridian


@pytest.mark.parametrize(
    ("date", "begun"),
    [("2020-09-03", False), ("2020-09-04", True), ("2020-08", False), ("2020-09", True)],
)
def test_a_date_has_begun_unless_all_that_it_may_mean_is_before(date: str, *, begun: bool) -> None:
    assert REGION.programme.has_begun(date) is begun


@pytest.mark.parametrize("indicator", ["F001", "F010", "F013"])
def test_a_figure_that_the_region_shows_must_be_there(
    register_folder: Path, indicator: str
) -> None:
    path = register_folder / "indicators.csv"
    rows = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(row for row in rows if not row.startswith(indicator)), "utf-8")
    error = refusal(register_folder)
    assert error.facts["file"] == "indicators.csv"
    assert indicator in str(error.facts["problem"])


def test_a_sentence_says_the_region_in_its_language() -> None:
    said = "{region.name}, {value}, {region.districts}"
    assert REGION.fill(said, "zh") == "北京, {value}, 16"
    assert REGION.fill(said, "en") == "Beijing, {value}, 16"


# every command and the page


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "geo", "check", "points.csv"),
        ("-m", "briefing", "--format", "png"),
        ("-m", "uvicorn", "app:app", "--port", "0"),
    ],
    ids=lambda command: command[1],
)
@pytest.mark.parametrize("fault", ["is missing", "is wrong"])
def test_a_program_without_its_region_ends_with_a_sentence(
    folder: Path, command: tuple[str, ...], fault: str
) -> None:
    if fault == "is missing":
        (folder / "region.toml").unlink()
    else:
        rewrite(folder, "start = 2020-09-04", 'start = "soon"')
    done = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "TWOZONES_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    zh, en = done.stderr.splitlines()
    assert "region.toml" in zh
    assert "data/README.md" in en
    assert ("programme.start" in en) is (fault == "is wrong")


# a register of another region


@pytest.fixture
def register_folder(tmp_path: Path) -> Path:
    """Return a copy of data/ that a test may break."""
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def refusal(folder: Path) -> RegisterError:
    with pytest.raises(RegisterError) as raised:
        load_register(folder)
    return raised.value


def test_a_register_of_another_region_is_refused(register_folder: Path) -> None:
    rewrite(register_folder, 'en = "Beijing"', 'en = "Peking"')
    error = refusal(register_folder)
    assert error.facts["file"] == "region.toml"
    assert "Peking" in str(error)


def test_shapes_that_the_region_does_not_name_are_refused(register_folder: Path) -> None:
    path = register_folder / "zones.geojson"
    path.write_text(path.read_text("utf-8").replace('"haidian"', '"haidian_park"'), "utf-8")
    error = refusal(register_folder)
    assert error.facts["file"] == "zones.geojson"
    assert "haidian" in str(error.facts["problem"])
