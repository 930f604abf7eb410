"""The two catalogues say the same things, and numbers and dates read as they should."""

import json
import re
from decimal import Decimal
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.files.standalone import WORDS
from geo.register.fields import FIELDS
from geo.view.profile import ANSWERS
from geo.words import vocabulary
from geo.words.numerals import fixed, number, whole
from geo.words.text import text_in
from layers.catalogue import browser_catalogue

ROOT = Path(__file__).resolve().parents[2]
ZH, EN = text_in("zh"), text_in("en")
CASES = json.loads((ROOT / "tests" / "cases" / "numerals.json").read_text("utf-8"))
"""Numbers and how they are written, for Python here and for the browser's modules in Node."""

CHINESE = re.compile(r"[\u4e00-\u9fff]")

WORDED = {  # section of the catalogues: the vocabulary it puts into words
    **{field.name: field.options for field in FIELDS if field.vocabulary and not field.is_place},
    "factor": vocabulary.FACTORS,
    "status": (*vocabulary.PROJECT_STATUSES, "in_progress"),
    "policy_kind": vocabulary.POLICY_KINDS,
    "end_basis": vocabulary.END_BASES,
    "answer": tuple(word for answers in ANSWERS.values() for word in answers),
    "found_by": vocabulary.FOUND_BY,
    "metric": vocabulary.METRICS,
    "basemap": vocabulary.BASEMAPS,
}


def facts_of(sentence: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_catalogues_have_the_same_names() -> None:
    assert ZH.names() == EN.names()
    assert ZH.names()


@pytest.mark.parametrize("name", sorted(EN.names()))
def test_catalogues_name_the_same_facts(name: str) -> None:
    # a month is a number in Chinese and a word in English
    alike = {"month_name": "month"}
    zh, en = ({alike.get(fact, fact) for fact in facts_of(text(name))} for text in (ZH, EN))
    assert zh == en
    assert ZH(name).strip()
    assert EN(name).strip()


def test_english_is_english() -> None:
    # the subtitle shows the page's name in the other language
    chinese = {name for name in EN.names() if CHINESE.search(EN(name))}
    assert chinese == {"app.subtitle"}


@pytest.mark.parametrize("section", WORDED)
def test_every_word_of_a_vocabulary_has_a_name(section: str) -> None:
    assert set(WORDED[section]) <= set(EN.section(section))
    shown = [ZH.section(section)[word] for word in WORDED[section]]
    assert len(set(shown)) == len(shown)


def test_a_missing_name_and_a_foreign_language_are_refused() -> None:
    with pytest.raises(KeyError):
        EN("no.such")
    with pytest.raises(ValueError, match="fr"):
        text_in("fr")


@pytest.mark.parametrize(("value", "decimals", "written"), CASES["number"])
def test_numbers(value: float, decimals: int, written: str) -> None:
    assert number(value, decimals) == written


@pytest.mark.parametrize(("value", "decimals", "written"), CASES["fixed"])
def test_numbers_of_so_many_decimals(value: float, decimals: int, written: str) -> None:
    assert fixed(value, decimals) == written


@pytest.mark.parametrize(("value", "written"), CASES["whole"])
def test_whole_numbers_have_no_separators(value: float, written: str) -> None:
    assert whole(value) == written


@given(st.decimals(0, 1_000_000, places=2))
def test_numbers_read_back(value: Decimal) -> None:
    assert Decimal(number(float(value)).replace(",", "")) == value


@pytest.mark.parametrize(("lang", "yi", "written"), CASES["money"])
def test_money_is_yi_in_chinese_and_billions_in_english(lang: str, yi: float, written: str) -> None:
    assert text_in(lang).money(yi) == written


@pytest.mark.parametrize(
    ("date", "zh", "en"),
    [
        ("2021", "2021年", "2021"),
        ("2021-02", "2021年2月", "Feb 2021"),
        ("2021-02-03", "2021年2月3日", "3 Feb 2021"),
    ],
)
def test_dates_are_as_precise_as_given(date: str, zh: str, en: str) -> None:
    assert (ZH.date(date), EN.date(date)) == (zh, en)


def test_no_date_is_said_in_words() -> None:
    assert (ZH.date(""), EN.date("")) == (ZH("panel.undated"), EN("panel.undated"))


def test_an_amount_has_its_unit_and_none_is_a_dash() -> None:
    assert "亿" in ZH.investment(12.5)
    assert "12.5" in ZH.investment(12.5)
    assert "1.25bn" in EN.investment(12.5)
    assert ZH.investment(None) == EN.investment(None) == "—"


# the names that the code asks for

ASKED_IN_PYTHON = re.compile(r'\btext\(\s*(f?)"([a-z_]+\.[^"]*)"')
ASKED_IN_SCRIPTS = re.compile(r'\bwords\(\s*(["`])([a-z_]+\.[^"`]*)["`]')


def asked_for(pattern: re.Pattern[str], folders: list[str], suffix: str) -> set[str]:
    """Return the names that source files ask the catalogue for; ``{`` starts what they fill in."""
    files = [path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}")]
    found = {match[2] for path in files for match in pattern.finditer(path.read_text("utf-8"))}
    assert found
    return {name.partition("$")[0].partition("{")[0] for name in found}


def test_every_name_asked_for_is_in_the_catalogue() -> None:
    names = asked_for(ASKED_IN_PYTHON, ["ui", "layers", "geo"], ".py")
    for name in names:
        assert any(known == name or known.startswith(name) for known in EN.names()), name


def test_the_browser_is_sent_every_word_it_asks_for() -> None:
    for text in (ZH, EN):
        words = browser_catalogue(*WORDS)[text.lang]["words"]
        sent = {f"{section}.{name}" for section in words for name in words[section]}
        for name in asked_for(ASKED_IN_SCRIPTS, ["layers/static"], ".js"):
            assert any(known == name or known.startswith(name) for known in sent), name
        for name in sent:
            section, _, word = name.partition(".")
            assert words[section][word] == text(name)
