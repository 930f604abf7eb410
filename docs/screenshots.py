"""Take the pictures of the documents from the running page and from sheets, so that they stay true.

Run as ``make screenshots``.
"""

import datetime as dt
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # a script sees only its own folder

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from briefing.content import BEFORE, Options, make_briefing  # noqa: E402
from briefing.paper.answer import draw_answer, make_answer  # noqa: E402
from briefing.paper.atlas import sections_of  # noqa: E402
from briefing.paper.before_after import before_after_pages  # noqa: E402
from briefing.paper.cover import draw_cover  # noqa: E402
from briefing.paper.page.page import Page  # noqa: E402
from briefing.paper.page.picture import png_of  # noqa: E402
from briefing.paper.sheet import SIZES as PAPER  # noqa: E402
from briefing.paper.sheet import draw_sheet  # noqa: E402
from geo.ask.atlas import Atlas  # noqa: E402
from geo.ground.spot import Spot  # noqa: E402
from geo.register.load import load_register  # noqa: E402
from geo.view.view import View  # noqa: E402
from geo.words.vocabulary import LANGUAGES  # noqa: E402
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
DESK_OF_FORM = {"width": 1440, "height": 2040}
SETTLE_MS = 1500


SHEET_DPI, SHEET_COLOURS = 85, 64
BEFORE_DAY = dt.date(2021, 12, 31)
ASKED = Spot(116.46, 39.91)

EDITED = "PP027"
"""The project that is open at the desk in the pictures of docs/editing.md."""


def main() -> None:
    """Save every picture beside this script."""
    take_views()
    take_desk()
    take_sheets()


def take_sheets() -> None:
    """Draw the kinds of sheets, as small as they can still be read."""
    atlas = Atlas(load_register())
    for lang in LANGUAGES:
        for name, page in _sheets(atlas, lang):
            picture = Image.open(io.BytesIO(png_of(page, SHEET_DPI))).convert("RGB")
            file = ROOT / "docs" / f"sheet-{name}.{lang}.png"
            picture.quantize(SHEET_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


def _sheets(atlas: Atlas, lang: str) -> Iterator[tuple[str, Page]]:
    """Yield the name and the first page of each kind of sheet."""
    size, city = PAPER["a4-landscape"], make_briefing(atlas, View(lang=lang))
    options = Options(subject=BEFORE, before=BEFORE_DAY)
    compared = make_briefing(atlas, View(lang=lang, focus="cluster:etown"), options)
    yield "before", before_after_pages(compared, size)[0]
    yield "answer", draw_answer(*make_answer(atlas, View(lang=lang, point=ASKED)))[0]
    yield "atlas", draw_sheet(city, size, sections_of(city, "district")[0])
    yield "cover", draw_cover(city, PAPER["a4-portrait"])


def take_desk() -> None:
    """Open the desk on a copy of the data, fill in a date and a point, and take it."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        shutil.copytree(ROOT / "data", Path(folder) / "data")
        env = {"TWOZONES_DESK": "true", "TWOZONES_DATA": f"{folder}/data"}
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        with serve(env) as address:
            for lang, locale in (("zh", "zh-CN"), ("en", "en-GB")):
                page = browser.new_page(viewport=DESK_OF_FORM, locale=locale)
                page.goto(f"{address}/?lang={lang}&focus=project:{EDITED}")
                page.locator(".st-key-edit-open button").click()
                for box, typed in (("date", "2026年3月"), ("spot", "116.492, 39.807")):
                    field = page.locator(f".st-key-edit-cell-{EDITED}-{box} input")
                    field.fill(typed)
                    field.press("Enter")
                    page.wait_for_timeout(SETTLE_MS)
                    MapPage(page).wait_for_answer()
                page.wait_for_timeout(SETTLE_MS)
                page.screenshot(path=ROOT / "docs" / f"editing.{lang}.png")
                page.close()


def take_views() -> None:
    """Open each view and take its picture."""
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
