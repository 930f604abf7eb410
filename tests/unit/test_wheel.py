"""The wheel installed alone: the commands, the page and its scripts, without npm or a checkout."""

import json
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from layers.bundle import build_static
from tests.browser.server import running
from tests.unit.intake.files import csv_bytes, frame_in

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("app.py", "briefing", "data", "geo", "layers", "twozones", "ui", ".streamlit")
FILES = ("LICENSE", "README.md", "pyproject.toml", "requirements.txt")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as ``make wheel`` does, from a copy of the checkout."""
    copy = tmp_path_factory.mktemp("checkout")
    for name in SOURCES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in (*FILES, "app.py"):
        shutil.copy(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    build_static(copy / "build" / "static")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel in a fresh environment that sees the libraries of this one; its scripts."""
    folder = tmp_path_factory.mktemp("desk")
    venv.create(folder / "env", with_pip=False)
    site = next((folder / "env").rglob("site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    command = [sys.executable, "-m", "pip", "--python", folder / "env", "install", "--no-deps"]
    subprocess.run([*command, "--no-index", wheel], check=True, capture_output=True)
    return folder / "env" / "bin"


@pytest.fixture
def desk(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand at a desk in a folder of its own, with neither npm nor node nor a checkout in sight."""
    monkeypatch.setenv("PATH", str(installed))
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*command: str | Path) -> str:
    """Run a command that must succeed and return what it prints."""
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def fetched(address: str) -> tuple[str, str]:
    """Return the type and the text of what a server answers."""
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 (our own server)
        return answer.headers.get_content_type(), answer.read().decode("utf-8")


def test_the_wheel_carries_its_licences_and_no_test(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    licences = [name for name in names if "/licenses/" in name]
    needed = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    for package in needed.keys() - {"esbuild"}:  # which builds, and is not carried
        assert any(f"/node_modules/{package}/" in licence for licence in licences), package
    assert not [name for name in names if name.startswith(("tests", "tools", "node_modules"))]


def test_every_command_runs_outside_any_checkout(installed: Path, desk: Path) -> None:
    (desk / "a.csv").write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    checked = told("twozones", "check", "a.csv", "--lang", "en")
    assert "3 rows read = 3 accepted" in checked
    assert told(installed / "python", "-m", "geo", "check", "a.csv", "--lang", "en") == checked
    told("twozones", "join", "a.csv", "joined.csv")
    assert "cluster_id" in (desk / "joined.csv").read_text("utf-8-sig")
    written = told("twozones", "briefing", "--format", "pdf,html", "--focus", "cluster:etown")
    starts = [Path(line).read_bytes()[:4] for line in written.split()]
    assert starts == [b"%PDF", b"<!do"]


def test_it_serves_the_page_and_a_script(installed: Path, desk: Path) -> None:
    ask = "from layers.assets import static_url as url; print(url('attach.js'), url('leaflet.js'))"
    bundled, foreign = told(installed / "python", "-c", ask).split()
    with running(["twozones", "serve", "--port"], folder=desk) as address:
        assert "<title>" in fetched(f"{address}/")[1]
        for script, word in ((bundled, "attachLayers"), (foreign, "Leaflet")):
            kind, text = fetched(address + script)
            assert kind == "text/javascript"
            assert word in text


def test_an_import_leaves_the_data_of_the_wheel_alone(desk: Path) -> None:
    (desk / "a.csv").write_bytes(csv_bytes(frame_in("zh", "wgs84")))
    command = ["twozones", "import", "a.csv", "--lang", "en"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "came with the program" in done.stderr
