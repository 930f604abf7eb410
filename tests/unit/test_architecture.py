"""The arrows between packages run one way, and functions stay small."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from geo.view.view import View

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("geo", "layers", "briefing", "ui", "twozones", "tools")
LONGEST = 40

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


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function has after its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("package", PACKAGES)
def test_functions_are_short(package: str) -> None:
    too_long = [
        f"{path}:{node.lineno} {node.name}"
        for path, tree in modules(package)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and body_lines(node) > LONGEST
    ]
    assert too_long == []


# the view's keys

VIEW_KEYS = {*View.__dataclass_fields__} - {"start", "end"} | {"from", "to"}
OF_ONE_KEY = {"pop", "setdefault"}
OF_SEVERAL = {"update", "clear", "popitem"}
"""Methods by which a mapping is written."""


def session_names(tree: ast.Module) -> set[str]:
    """Return the names under which a module has the session's state."""
    aliases = {
        target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.value) == "st.session_state"
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {"st.session_state"} | aliases


def written_keys(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield the key of every write to the session's state, or the call of a method that writes."""
    session = session_names(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Subscript(value, key, ast.Store() | ast.Del()) if (
                ast.unparse(value) in session
            ):
                yield key
            case ast.Attribute(value, _, ast.Store() | ast.Del()) if ast.unparse(value) in session:
                yield node
            case ast.Call(ast.Attribute(value, name)) if ast.unparse(value) in session:
                if name in OF_ONE_KEY:
                    yield node.args[0]
                elif name in OF_SEVERAL:
                    yield node


def may_be_of_view(path: Path, key: ast.expr) -> bool:
    """Tell whether a key may be one of a view: all may, but for constants of a module."""
    match key:
        case ast.Constant(str(word)):
            return word in VIEW_KEYS
        case ast.Name(name) if name.isupper():
            module = import_module(".".join(path.with_suffix("").parts))
            return getattr(module, name) in VIEW_KEYS
        case ast.BinOp(ast.Name(name), ast.Add()) if name.isupper():
            return False  # a prefix: no key of a view begins with another module's
    return True


def test_state_alone_writes_what_a_view_is_made_of() -> None:
    written = {
        f"{path}:{key.lineno} {ast.unparse(key)}"
        for path, tree in modules("ui")
        if path != Path("ui/state.py")
        for key in written_keys(tree)
        if may_be_of_view(path, key)
    }
    assert written == set()


# names that others may change

FOREIGN_NAMES = {
    r"st-key-|data-testid|\.st[A-Z]\w+|block-container": {
        "layers/static/common/streamlit_dom.js",
        *(f"layers/static/page/{name}.css" for name in ("streamlit", "shell", "phone", "alone")),
    },
    r"leaflet-(?!geoman)[a-z]|map_div": {  # Geoman is a package
        "layers/static/map/leaflet_parts.js",
        "layers/static/map/leaflet_parts.css",
    },
    r"noqa: SLF001": {
        "briefing/paper/page/tags.py",
        "briefing/slides/ooxml.py",
        "briefing/word/document.py",
    },
}
"""What names parts of Streamlit, of Leaflet and folium, of any library's own, and its homes."""


@pytest.mark.parametrize("names", FOREIGN_NAMES)
def test_the_parts_of_a_library_are_named_in_one_place(names: str) -> None:
    ours = (path for package in PACKAGES for path in (ROOT / package).rglob("*.*"))
    found = {
        str(path.relative_to(ROOT))
        for path in ours
        if path.suffix in {".py", ".js", ".css"} and re.search(names, path.read_text("utf-8"))
    }
    assert found == FOREIGN_NAMES[names]
