"""Every error says in both languages what is wrong and what to do."""

from string import Formatter

import pytest

from geo.errors import TwoZonesError, keeping
from geo.words.text import text_in


def raised(kind: type[TwoZonesError]) -> list[type[TwoZonesError]]:
    """Return the errors of a kind that are raised: those that are no kind of others."""
    finer = [error for one in kind.__subclasses__() for error in raised(one)]
    return finer or [kind]


ERRORS = raised(TwoZonesError)
assert keeping.DatabaseError not in ERRORS  # a kind of others, which have the sentences
HOSTILE = "<img src=x onerror=alert(1)> {0} {value.__class__} %s"


def facts_of(kind: type[TwoZonesError], lang: str) -> set[str]:
    """Return the names in braces of an error's sentence."""
    sentence = text_in(lang)(f"error.{kind.name()}")
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_error_has_its_sentence_and_no_sentence_is_without_error(lang: str) -> None:
    assert ERRORS
    assert set(text_in(lang).section("error")) == {kind.name() for kind in ERRORS}


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_both_sentences_name_the_same_facts(kind: type[TwoZonesError]) -> None:
    assert facts_of(kind, "zh") == facts_of(kind, "en")


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_each_language_is_its_own(kind: type[TwoZonesError]) -> None:
    error = kind(**dict.fromkeys(facts_of(kind, "en"), "x"))
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.sentence("zh"))
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in error.sentence("en"))


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_facts_appear_in_the_sentence_as_they_are(kind: type[TwoZonesError]) -> None:
    names = facts_of(kind, "en")
    error = kind(**dict.fromkeys(names, HOSTILE))
    assert error.sentence("zh").count(HOSTILE) >= len(names)
    assert error.sentence("en").count(HOSTILE) >= len(names)
    assert str(error) == error.sentence("en")
