"""Words typed into the search box become conditions, in either language."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.register.load import Register
from geo.say.filter_words import option_labels
from geo.say.typed_conditions import NAMED, option_names, read_conditions
from geo.view.view import CHOICES
from geo.words.text import text_in


def read(register: Register, typed: str) -> tuple[dict[str, tuple[str, ...]], str]:
    found = read_conditions(typed, option_names(register.places))
    return dict(found.options), found.rest


def test_four_words_are_four_conditions(register: Register) -> None:
    found = read_conditions("朝阳 金融 在建 2023", option_names(register.places))
    assert found.options == {
        "district": ("110105",),
        "sector": ("finance",),
        "status": ("under_construction",),
    }
    assert (found.start, found.end) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    assert not found.rest


@pytest.mark.parametrize(
    ("typed", "options", "rest"),
    [
        ("通州组团，金融", {"cluster": ("tongzhou",), "sector": ("finance",)}, ""),
        ("health finance", {"sector": ("health", "finance")}, ""),
        ("金融 小米", {"sector": ("finance",)}, "小米"),
        ("小米 2023-13", {}, "小米 2023-13"),
        ("", {}, ""),
    ],
)
def test_what_names_no_option_is_left(
    register: Register, typed: str, options: dict[str, tuple[str, ...]], rest: str
) -> None:
    assert read(register, typed) == (options, rest)


def test_a_span_of_years_and_a_month(register: Register) -> None:
    names = option_names(register.places)
    span = read_conditions("2022 2024年", names)
    assert (span.start, span.end) == (dt.date(2022, 1, 1), dt.date(2024, 12, 31))
    month = read_conditions("2023-02", names)
    assert (month.start, month.end) == (dt.date(2023, 2, 1), dt.date(2023, 2, 28))


@given(name=st.sampled_from(NAMED), lang=st.sampled_from(["zh", "en"]), data=st.data())
def test_every_option_of_one_word_is_understood_by_its_own_name(
    register: Register, name: str, lang: str, data: st.DataObject
) -> None:
    option = data.draw(st.sampled_from(CHOICES[name]))
    label = option_labels(name, register.places, text_in(lang))(option)
    if " " not in label:
        options, rest = read(register, label)
        assert sum(map(len, options.values())) == 1
        assert not rest
