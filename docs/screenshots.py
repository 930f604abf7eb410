"""Take the pictures of the READMEs from the running page, so that they stay true.

Run as ``make screenshots``.
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script sees only its own folder

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.browser.conftest import FLAGS  # noqa: E402
from tests.browser.map_page import MapPage  # noqa: E402
from tests.browser.server import serve  # noqa: E402
from tools.install_chromium import find_chromium  # noqa: E402

PICTURES = {
    "map.zh": {"locale": "zh-CN", "color_scheme": "light", "query": "focus=cluster:etown"},
    "map.en": {"locale": "en-GB", "color_scheme": "light", "query": "lang=en&focus=cluster:etown"},
    "project.en": {
        "locale": "en-GB",
        "color_scheme": "dark",
        "query": "lang=en&focus=project:PP027",
    },
    "phone.zh": {"locale": "zh-CN", "color_scheme": "light", "query": "sector=finance"},
}
SIZES = {"phone.zh": {"width": 390, "height": 844}}
DESK = {"width": 1440, "height": 900}
SETTLE_MS = 1500


def main() -> None:
    """Open each view and save its picture beside this script."""
    with serve() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        for name, how in PICTURES.items():
            context = browser.new_context(
                viewport=SIZES.get(name, DESK),
                locale=how["locale"],
                color_scheme=how["color_scheme"],
            )
            page = context.new_page()
            page.goto(f"{address}/?{how['query']}")
            MapPage(page).wait_for_paint()
            MapPage(page).wait_for_answer()
            MapPage(page).wait_until_whole()
            page.wait_for_timeout(SETTLE_MS)
            page.screenshot(path=ROOT / "docs" / f"{name}.png")
            context.close()


if __name__ == "__main__":
    main()
