"""Our scripts and styles bundled by esbuild: a page asks for one file where we wrote thirty.

A script brings all that it needs at once. A package that it imports with ``import()``, as only a
tool needs it, is a file of its own, named by its content, and fetched when the tool is used.
"""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geo.errors import BundleError
from layers.assets import BUILT, FONTS, STATIC, VENDOR, VENDOR_FILES

_SECONDS = 60

ENTRIES: Final = frozenset(
    {
        "attach.js",
        "boot.js",
        "companion.js",
        "engine.js",
        "first.js",
        "geodesic.js",
        "legend_card.css",
        "legend_card.js",
        "loader.js",
        "map.css",
        "page.css",
        "remembered.js",
        "session.js",
        "standalone.css",
        "table.css",
        "table.js",
        "timeline.css",
        "timeline.js",
        "worker.js",
    }
)
"""What the page asks for by name: bundled ahead; other modules come inside."""

WHOLE: Final = frozenset({"standalone.js"})
"""The modules of a page that has no server: bundled into one file each."""

_APART: Final = ("--splitting", "--entry-names=[name]", "--chunk-names=[name]-[hash]")


def build_static(target: Path) -> None:
    """Write what an installation carries of npm: all that is served, and the fonts."""
    served = target / "served"
    served.mkdir(parents=True)
    for names in (VENDOR_FILES, *map(_bundled, ENTRIES | WHOLE)):
        for name in names:
            (served / name).write_bytes(static_file(name) or b"")
    for path in FONTS.values():
        copy = target / "vendor" / path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(VENDOR / path, copy)


def static_file(name: str) -> bytes | None:
    """Return a script or style by the name it is served under, or None where there is none.

    An installation carries them as `build_static` wrote them; a checkout builds them as it runs.

    Raises
    ------
    BundleError
        esbuild is missing or refuses a module.
    """
    if BUILT.is_dir():
        return _carried().get(name)
    if name in VENDOR_FILES:
        return (VENDOR / VENDOR_FILES[name]).read_bytes()
    if name in ENTRIES | WHOLE:
        return _bundled(name)[name]
    return next((files[name] for files in map(_bundled, ENTRIES) if name in files), None)


def static_text(name: str) -> str:
    """Return a script or style that there is, with the ends of lines that a page would make of it.

    Raises
    ------
    BundleError
        As in `static_file`.
    """
    return (static_file(name) or b"").decode().replace("\r\n", "\n")


@cache
def _carried() -> Mapping[str, bytes]:
    return _read(BUILT / "served")


def _read(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@cache
def _bundled(entry: str) -> Mapping[str, bytes]:
    """Return a script or style with all that it imports, and the files that it fetches later."""
    source = next(STATIC.glob(f"*/{entry}"))
    with TemporaryDirectory() as target:
        options = () if entry in WHOLE else _APART
        command = [_esbuild(), str(source), "--bundle", "--format=esm", "--minify", *options]
        try:
            subprocess.run(  # noqa: S603 (our own tool on our own files)
                [*command, f"--outdir={target}"],
                capture_output=True,
                check=True,
                encoding="utf-8",
                timeout=_SECONDS,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise BundleError(problem=getattr(error, "stderr", None) or error) from error
        return _read(Path(target))


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
