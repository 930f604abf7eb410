"""Our scripts and styles bundled, so that a page asks for one file where we wrote thirty."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from geo.errors import BundleError
from layers.assets import STATIC, VENDOR, VENDOR_FILES

_ESBUILD = VENDOR / ".bin" / "esbuild"
_SECONDS = 60

ENTRIES: Final = frozenset(
    {"attach.js", "engine.js", "worker.js", "table.js", "timeline.js", "companion.js"}
    | {"map.css", "page.css", "table.css", "timeline.css"}
)
"""What the page asks for by name: bundled ahead; other modules come inside."""


@cache
def bundle(entry: str) -> str:
    """Return a module with all that it imports, for a page that has no server to load from.

    Third-party scripts are left empty in it: they set globals, and stand before it as they are.

    Raises
    ------
    BundleError
        esbuild is missing or refuses a module.
    """
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
    external = (f"--external:./{script}" for script in VENDOR_FILES)
    return _build(next(STATIC.glob(f"*/{entry}")), *external)


def _build(entry: Path, *options: str) -> str:
    """Return a module or style sheet built by esbuild as one, minified."""
    command = [str(_ESBUILD), str(entry), "--bundle", "--format=esm", "--minify", *options]
    try:
        built = subprocess.run(  # noqa: S603 (our own tool on our own files)
            command, capture_output=True, check=True, encoding="utf-8", timeout=_SECONDS
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise BundleError(problem=getattr(error, "stderr", None) or error) from error
    return built.stdout
