"""What the program is made of: a bill of materials (CycloneDX) and the licences of its parts.

``python -m tools.sbom FOLDER`` writes ``sbom.cdx.json`` and ``licences.csv``. Python packages are
those of ``requirements.lock`` as they are installed, npm packages those of ``package-lock.json``
that the page needs.
"""

import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

ROOT: Final = Path(__file__).resolve().parent.parent
PIN: Final = re.compile(r"^([\w.-]+)==", re.MULTILINE)
Component: TypeAlias = Mapping[str, Any]


def main(folder: Path) -> None:
    """Write both files into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    bill = python_bill()
    bill["components"] = sorted(
        [*_needed(bill["components"]), *npm_components()], key=lambda one: str(one["name"]).lower()
    )
    bill.pop("dependencies", None)  # of the tools that are installed beside the program too
    written = json.dumps(bill, ensure_ascii=False, indent=1)
    (folder / "sbom.cdx.json").write_text(written, encoding="utf-8")
    with (folder / "licences.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("name", "version", "licence"), *licences(bill["components"])])


def python_bill() -> dict[str, Any]:
    """Return the bill of all Python packages that are installed, tools too."""
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    options = ["--pyproject", str(ROOT / "pyproject.toml"), "--of", "JSON"]
    done = subprocess.run([*command, *options, sys.executable], check=True, capture_output=True)  # noqa: S603
    bill: dict[str, Any] = json.loads(done.stdout)
    return bill


def _needed(components: list[Component]) -> list[Component]:
    """Return the components that the program runs with."""
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    needed = {plain_name(name) for name in PIN.findall(lock)}
    return [component for component in components if plain_name(component["name"]) in needed]


def plain_name(name: str) -> str:
    """Return the name of a Python package as PEP 503 compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def npm_components() -> Iterator[Component]:
    """Yield the npm packages that the page needs, as components."""
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    for path, package in lock["packages"].items():
        if not path or package.get("dev"):
            continue
        name = path.rpartition("node_modules/")[2]
        yield {
            "type": "library",
            "bom-ref": f"npm:{name}@{package['version']}",
            "name": name,
            "version": package["version"],
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{package['version']}",
            "licenses": [{"expression": package["license"]}] if "license" in package else [],
        }


def licences(components: list[Component]) -> Iterator[tuple[str, str, str]]:
    """Yield name, version and licence of every component, an empty licence where none is stated."""
    for component in components:
        stated = [_licence(entry) for entry in component.get("licenses", ())]
        yield component["name"], component["version"], "; ".join(dict.fromkeys(stated))


def _licence(entry: Mapping[str, Any]) -> str:
    licence = entry.get("license", {})
    named = entry.get("expression") or licence.get("id") or licence.get("name", "")
    return str(named).removeprefix("License :: OSI Approved :: ")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
