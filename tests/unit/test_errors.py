"""Every error says in both languages what is wrong and what to do."""

from string import Formatter

import pytest

from geo import errors

ERRORS = errors.TwoZonesError.__subclasses__()
HOSTILE = "<img src=x onerror=alert(1)> {0} {value.__class__} %s"


def facts_of(sentence: str) -> set[str]:
    """Return the names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_no_error_is_forgotten() -> None:
    assert set(errors.SENTENCES) == set(ERRORS)
    assert ERRORS


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_both_sentences_are_there_and_name_the_same_facts(kind: type[errors.TwoZonesError]) -> None:
    sentences = errors.SENTENCES[kind]
    assert set(sentences) == {"zh", "en"}
    assert facts_of(sentences["zh"]) == facts_of(sentences["en"])
    assert any("\u4e00" <= letter <= "\u9fff" for letter in sentences["zh"])
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in sentences["en"])


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_facts_appear_in_the_sentence_as_they_are(kind: type[errors.TwoZonesError]) -> None:
    names = facts_of(errors.SENTENCES[kind]["en"])
    error = kind(**dict.fromkeys(names, HOSTILE))
    assert error.sentence("zh").count(HOSTILE) == len(names)
    assert error.sentence("en").count(HOSTILE) == len(names)
    assert str(error) == error.sentence("en")
