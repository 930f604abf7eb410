"""Our browser modules as one script, for a page that has no server to load them from."""

import shutil
import subprocess
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from geo.errors import BundleError
from layers.assets import STATIC, VENDOR, VENDOR_FILES

_ESBUILD = VENDOR / ".bin" / "esbuild"
_SECONDS = 60


@cache
def bundle(entry: str) -> str:
    """Return a module of ours with all that it imports, by esbuild, as one minified module.

    Third-party scripts are left empty in it: they set globals, and stand before it as they are.

    Raises
    ------
    BundleError
        esbuild is missing or refuses a module.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(STATIC, folder, dirs_exist_ok=True)
        for script in VENDOR_FILES:
            (folder / script).touch()
        command = [str(_ESBUILD), str(folder / entry), "--bundle", "--format=esm", "--minify"]
        try:
            built = subprocess.run(  # noqa: S603 (our own tool on our own files)
                command, capture_output=True, check=True, encoding="utf-8", timeout=_SECONDS
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise BundleError(problem=getattr(error, "stderr", None) or error) from error
    return built.stdout
