"""Make sure that the browser tests find a Chromium, and it a Chinese font.

An installed one is used as it is; else Playwright fetches its own; else Debian's package is tried.
"""

import shutil
import subprocess
import sys
from collections.abc import Sequence

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_chromium() -> str | None:
    """Return the path of an installed Chromium, or of Playwright's own, or None."""
    installed = next((path for name in NAMES if (path := shutil.which(name))), None)
    return installed or _own_chromium()


def _own_chromium() -> str | None:
    with sync_playwright() as playwright:
        return shutil.which(playwright.chromium.executable_path)


def main() -> int:
    """Install what is missing; return 0 when a Chromium is there."""
    if find_chromium() is None:
        _try([sys.executable, "-m", "playwright", "install", "chromium"])
    if find_chromium() is None:
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "chromium"])
    if shutil.which("fc-list") is None or not _has_chinese_font():
        _try(["apt-get", "install", "-y", "-qq", "fonts-noto-cjk", "fontconfig"])
    if find_chromium() is None:
        sys.stderr.write("No Chromium was found and none could be installed: install one.\n")
        return 1
    return 0


def _has_chinese_font() -> bool:
    found = subprocess.run(
        ["fc-list", ":lang=zh", "family"], capture_output=True, text=True, check=False
    )
    return bool(found.stdout.strip())


def _try(command: Sequence[str]) -> None:
    """Run a command that may be missing or may not be allowed."""
    if shutil.which(command[0]):
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
