"""What an operator installs: the unit of systemd, the container, the bill of materials."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import sbom

ROOT = Path(__file__).resolve().parents[2]
UNIT = ROOT / "deploy" / "twozones.service"
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text("utf-8")
MOST_EXPOSED = 2.0


def analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    if shutil.which("systemd-analyze") is None:
        if os.environ.get("TWOZONES_LEAVE_OUT") == "nothing" and os.geteuid() == 0:
            subprocess.run(["apt-get", "-qq", "-y", "install", "systemd"], check=False)
        else:
            pytest.skip("left out: there is no systemd-analyze")
    command = ["systemd-analyze", *arguments, str(UNIT)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_systemd_understands_the_unit() -> None:
    said = analyze("verify").stderr.splitlines()
    assert [line for line in said if "twozones" in line and "not executable" not in line] == []


def test_the_unit_shuts_the_process_in() -> None:
    rated = re.search(
        r"exposure level for \S+: ([\d.]+)", analyze("security", "--offline=yes").stdout
    )
    assert rated
    assert float(rated[1]) <= MOST_EXPOSED
    for page in ("serving.md", "serving.zh-CN.md"):
        assert rated[1] in (ROOT / "docs" / page).read_text("utf-8")


def test_the_container_has_no_root_and_installs_what_is_locked() -> None:
    last = CONTAINER.rpartition("\nFROM ")[2]
    user = re.search(r"^USER (\d+)$", last, re.MULTILINE)
    assert user
    assert int(user[1]) > 0
    assert last.index("USER") < last.index("ENTRYPOINT")
    assert "--require-hashes -r requirements.lock" in CONTAINER
    assert "TWOZONES_DATA=/data/" in last


def test_the_container_is_made_of_sources_alone_and_keeps_its_check_of_health() -> None:
    left_out = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert {".venv", "node_modules", "build", "dist"} <= set(left_out)
    assert "\nHEALTHCHECK " in CONTAINER
    for page in ("serving.md", "serving.zh-CN.md"):
        assert "podman build --format docker" in (ROOT / "docs" / page).read_text("utf-8")


def test_every_npm_package_of_the_page_is_in_the_bill() -> None:
    wanted = json.loads((ROOT / "package.json").read_text("utf-8"))["dependencies"]
    listed = {component["name"]: component for component in sbom.npm_components()}
    assert set(wanted) <= set(listed)
    assert "eslint" not in listed
    assert listed["leaflet"]["purl"].startswith("pkg:npm/leaflet@")


def test_the_bill_holds_what_runs_and_every_licence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed = [
        {"name": "Jinja2", "version": "1", "licenses": [{"license": {"id": "BSD-3-Clause"}}]},
        {"name": "pytest", "version": "1"},
    ]
    bill = {"bomFormat": "CycloneDX", "components": installed, "dependencies": []}
    monkeypatch.setattr(sbom, "python_bill", lambda: bill)
    sbom.main(tmp_path)
    written = json.loads((tmp_path / "sbom.cdx.json").read_text("utf-8"))
    names = {component["name"] for component in written["components"]}
    assert {"Jinja2", "leaflet"} <= names
    assert "pytest" not in names
    rows = (tmp_path / "licences.csv").read_text("utf-8").splitlines()
    assert "Jinja2,1,BSD-3-Clause" in rows
    assert not [row for row in rows if row.endswith(",")]  # none without a licence
