"""The documents are short, lead where they say, and leave out no setting and no parameter."""

import re
from pathlib import Path

import pytest

from geo.settings import Limits, Settings
from geo.view.view import PARAMETERS
from ui.serve.settings import Serving

ROOT = Path(__file__).resolve().parents[2]
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [*READMES, ROOT / "CONTRIBUTING.md", ROOT / "data" / "README.md", *ROOT.glob("docs/*.md")]
LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def anchors(page: Path) -> set[str]:
    """Return what the headings of a page are called in an address."""
    headings = HEADING.findall(page.read_text("utf-8"))
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_is_short(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("page", [*PAGES, *DECISIONS], ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, anchor in LINK.findall(page.read_text("utf-8")):
        path = (page.parent / target) if target else page
        assert path.exists(), target
        assert not anchor or anchor in anchors(path), anchor


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_has_a_number_a_date_and_a_status(page: Path) -> None:
    title, blank, status = page.read_text("utf-8").splitlines()[:3]
    assert title.startswith(f"# {int(page.name[:4])}. ")
    assert not blank
    assert re.fullmatch(r"Date: \d{4}-\d\d-\d\d\. Status: (accepted|replaced by \d+)\.", status)


def test_no_two_decisions_have_one_number() -> None:
    numbers = [page.name[:4] for page in DECISIONS]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("name", ["operator.md", "operator.zh-CN.md"])
def test_every_setting_is_explained_in_both_languages(name: str) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    for kind in (Settings, Limits):
        prefix = kind.model_config["env_prefix"]
        for own, field in kind.model_fields.items():
            assert f"`{field.validation_alias or prefix + own.upper()}`" in page


@pytest.mark.parametrize("name", ["serving.md", "serving.zh-CN.md"])
def test_every_setting_of_the_server_is_explained_in_both_languages(name: str) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    for field in Serving.model_fields:
        assert f"`TWOZONES_{field.upper()}`" in page


@pytest.mark.parametrize("name", ["user.md", "user.zh-CN.md"])
def test_every_parameter_of_a_link_is_explained_in_both_languages(name: str) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    for parameter in PARAMETERS:
        assert f"`{parameter}`" in page
