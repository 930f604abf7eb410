"""A view's filters in words."""

import pytest

from geo.register.load import Register
from geo.say.filter_words import option_labels
from geo.view.view import CHOICES
from geo.words.text import text_in


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CHOICES)
def test_no_two_options_of_a_filter_have_the_same_words(
    register: Register, name: str, lang: str
) -> None:
    label = option_labels(name, register.places, text_in(lang))
    assert len({label(option) for option in CHOICES[name]}) == len(CHOICES[name])
