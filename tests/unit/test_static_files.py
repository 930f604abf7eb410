"""Scripts and styles are served as what they are, on any system."""

import asyncio
from pathlib import Path

import pytest
from starlette import responses
from starlette.requests import Request

from geo.errors import BundleError
from layers import bundle
from layers.assets import STATIC, VENDOR_FILES, static_digest
from layers.bundle import ENTRIES, WHOLE
from ui.serve import routes

ROOT = Path(__file__).resolve().parents[2]
NEVER_SERVED = {"loader.js"}  # part of the page itself


@pytest.mark.parametrize("name", sorted({*VENDOR_FILES, *ENTRIES}))
def test_the_type_of_a_file_is_not_asked_of_the_system(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a desk with Windows may say in its registry that scripts are plain text; browsers refuse those
    monkeypatch.setattr(responses, "guess_type", lambda _: ("text/plain", None))
    asked = {"type": "http", "path_params": {"name": name, "digest": static_digest()}}
    answer = asyncio.run(routes._static_file(Request(asked)))
    expected = "text/css" if name.endswith(".css") else "text/javascript"
    assert answer.headers["content-type"].partition(";")[0] == expected


def test_whatever_is_asked_for_by_name_is_bundled_ahead() -> None:
    folders = (ROOT / package for package in ("layers", "ui", "briefing"))
    sources = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.py")]
    ours = {path.name for path in STATIC.glob("*/*") if path.suffix in routes.TYPES_SERVED}
    named = {name for name in ours if any(f'"{name}"' in source for source in sources)}
    assert named - NEVER_SERVED <= ENTRIES | WHOLE


def test_without_the_npm_packages_a_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "VENDOR", tmp_path)
    with pytest.raises(BundleError, match="npm ci"):
        bundle._bundled.__wrapped__("attach.js")


def test_a_bundle_that_an_installation_carries_is_not_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "served").mkdir()
    (tmp_path / "served" / "attach.js").write_text("carried", encoding="utf-8")
    monkeypatch.setattr(bundle, "BUILT", tmp_path)
    monkeypatch.setattr(bundle, "VENDOR", tmp_path)
    monkeypatch.setattr(bundle, "_carried", bundle._carried.__wrapped__)
    assert bundle.static_file("attach.js") == b"carried"
    assert bundle.static_file("../attach.js") is None
