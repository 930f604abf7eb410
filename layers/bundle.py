"""Our scripts and styles bundled, so that a page asks for one file where we wrote thirty."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geo.errors import BundleError
from layers.assets import BUILT, FONTS, STATIC, VENDOR, VENDOR_FILES

_SECONDS = 60

ENTRIES: Final = frozenset(
    {"boot.js", "attach.js", "engine.js", "worker.js", "table.js", "timeline.js", "companion.js"}
    | {"map.css", "page.css", "table.css", "timeline.css", "standalone.css"}
)
"""What the page asks for by name: bundled ahead; other modules come inside."""

WHOLE: Final = frozenset({"standalone.js"})
"""The modules of a page that has no server."""

_SERVED, _ALONE = "served", "alone"
"""Folders of what `build_static` bundled, each way."""


def build_static(target: Path) -> None:
    """Write what an installation carries of npm: bundles, third-party files and fonts."""
    for folder, build, entries in (
        (_SERVED, served_bundle, ENTRIES),
        (_ALONE, bundle, WHOLE),
    ):
        (target / folder).mkdir(parents=True)
        for entry in entries:
            (target / folder / entry).write_text(build(entry), encoding="utf-8")
    for path in (*VENDOR_FILES.values(), *FONTS.values()):
        copy = target / "vendor" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(VENDOR / path, copy)


@cache
def bundle(entry: str) -> str:
    """Return a module with all that it imports, for a page that has no server to load from.

    Third-party scripts are left empty in it: they set globals, and stand before it as they are.

    Raises
    ------
    BundleError
        esbuild is missing or refuses a module.
    """
    return _carried(_ALONE, entry) or _alone(entry)


def _alone(entry: str) -> str:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(STATIC, folder, dirs_exist_ok=True)
        for room in filter(Path.is_dir, folder.iterdir()):
            for script in VENDOR_FILES:
                (room / script).touch()
        return _build(next(folder.glob(f"*/{entry}")))


@cache
def served_bundle(entry: str) -> str:
    """Return a module or style sheet with all of ours that it imports.

    Third-party scripts are fetched beside it.

    Raises
    ------
    BundleError
        esbuild is missing or refuses a module.
    """
    return _carried(_SERVED, entry) or _served(entry)


def _served(entry: str) -> str:
    external = (f"--external:./{script}" for script in VENDOR_FILES)
    return _build(next(STATIC.glob(f"*/{entry}")), *external)


def _carried(folder: str, entry: str) -> str | None:
    """Return a bundle that this installation carries, as `build_static` wrote it."""
    path = BUILT / folder / entry
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _build(entry: Path, *options: str) -> str:
    """Return a module or style sheet built by esbuild as one, minified."""
    command = [_esbuild(), str(entry), "--bundle", "--format=esm", "--minify", *options]
    try:
        built = subprocess.run(  # noqa: S603 (our own tool on our own files)
            command, capture_output=True, check=True, encoding="utf-8", timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BundleError(problem=getattr(error, "stderr", None) or error) from error
    return built.stdout


def _esbuild() -> str:
    """Return the path of esbuild, which on Windows has an ending.

    Raises
    ------
    BundleError
        The npm packages are not installed.
    """
    folder = VENDOR / ".bin"
    found = shutil.which("esbuild", path=str(folder))
    if found is None:
        raise BundleError(problem=f"esbuild: {folder}")
    return found


if __name__ == "__main__":
    build_static(Path(sys.argv[1]))
