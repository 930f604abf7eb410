"""The arrows between packages run one way, and functions stay small."""

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("geo", "layers", "briefing", "ui", "tools")
LONGEST = 80

FOREIGN = {  # package: what no module of it may import, directly
    "geo": {
        "folium",
        "branca",
        "streamlit",
        "streamlit_folium",
        "layers",
        "briefing",
        "ui",
        "tools",
    },
    "layers": {"streamlit", "streamlit_folium", "briefing", "ui", "tools"},
    "briefing": {"streamlit", "streamlit_folium", "ui", "tools"},
    "ui": {"tools"},
}


def modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    """Return the path and the syntax tree of every module of a package."""
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def imports(tree: ast.Module) -> set[str]:
    """Return the top-level names that a module imports, anywhere in it."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_import_contracts_hold() -> None:
    command = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [command, "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


@pytest.mark.parametrize("package", FOREIGN)
def test_no_module_imports_what_lies_above_it(package: str) -> None:
    broken = {
        str(path): sorted(foreign)
        for path, tree in modules(package)
        if (foreign := imports(tree) & FOREIGN[package])
    }
    assert broken == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_short(package: str) -> None:
    too_long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.body[0].lineno + 1 > LONGEST
    ]
    assert too_long == []
