"""Search: what is found by which spelling, and that the names of one place find the same."""

import json
from itertools import pairwise

import pytest

from geo.ask.search import ProjectText, Synonyms, spell
from geo.ground.places import Hierarchy, Place
from geo.register.load import Register
from layers.suggestions import suggestion_index
from tests.unit.node import ask_module
from tests.unit.tables import table


@pytest.fixture(scope="module")
def text(register: Register) -> ProjectText:
    return ProjectText(register.projects, register.places)


def found(text: ProjectText, register: Register, typed: str) -> set[str]:
    """Return the ids of the projects that a search finds."""
    return set(register.projects["id"][~text.lacks(typed)])


@pytest.mark.parametrize(
    "typed", ["朴道", "Pudao", "pudao", "PUDAO", "zhengxin", "pu dao", "PD", "pd"]
)
def test_pudao_is_found_by_name_pinyin_and_initials(
    text: ProjectText, register: Register, typed: str
) -> None:
    [pudao] = [row["id"] for row in table("projects") if "朴道" in row["name_zh"]]
    assert pudao in found(text, register, typed)


def test_pinyin_begins_at_a_syllable(text: ProjectText, register: Register) -> None:
    assert found(text, register, "xiaomi") == {
        row["id"]
        for row in table("projects")
        if "小米" in row["name_zh"] + row["location_zh"] or "xiaomi" in str(row).casefold()
    }
    assert not found(text, register, "udaozheng")


def test_the_names_of_e_town_find_the_same(text: ProjectText, register: Register) -> None:
    names = ("亦庄", "经开区", "北京经开区", "E-Town", "etown", "e-town", "BDA", "bda", "Yizhuang")
    answers = [found(text, register, name) for name in names]
    assert all(one == other for one, other in pairwise(answers))
    projects = register.projects
    in_etown = set(projects["id"][projects["cluster"] == "etown"])
    stated = {row["id"] for row in table("projects") if "亦庄" in row["name_zh"]}
    assert answers[0] >= in_etown | stated


def test_an_alias_that_places_apart_share_stands_for_itself_only(register: Register) -> None:
    synonyms = Synonyms(register.places)
    assert synonyms.of("综保区") == {"综保区"}
    assert "综保区" not in synonyms.of("天竺综保区")
    assert synonyms.of("unheard of") == {"unheard of"}


def test_synonyms_of_a_made_up_place() -> None:
    places = {
        "city": Place("city", "city", "城", "City", ()),
        "place:a": Place("place:a", "place", "甲", "A", ("city",), aliases=("One", "T-W-O")),
    }
    synonyms = Synonyms(Hierarchy(places))
    assert synonyms.of("two") == {"two", "one", "t-w-o", "<place:a>"}


@pytest.mark.parametrize(
    ("name", "typed", "is_typed"),
    [
        ("朝阳组团", "chaoyang", True),
        ("朝阳组团", "zhaoyang", False),
        ("北京银行", "yh", True),
        ("北京银行", "bjyh", True),
        ("北京银行", "yinhang", True),
        ("长子营", "zhangziying", True),
        ("国际医药创新公园（BioPark）", "gjyy", True),
        ("国贸CBD商务区", "swq", True),
        ("BioPark", "biopark", False),  # not Chinese: found as it is written
    ],
)
def test_spelling(name: str, typed: str, *, is_typed: bool) -> None:
    assert (f"|{typed}" in spell(name)) == is_typed


def test_every_district_and_cluster_is_spelt_as_in_english(register: Register) -> None:
    for kind in ("district", "cluster"):
        for place in register.places.of_kind(kind):
            english = place.name_en.split()[0].casefold()
            if english != "e-town":
                assert f"|{english}" in spell(place.name_zh), place.name_zh


def test_the_words_of_a_search_narrow_it(text: ProjectText, register: Register) -> None:
    both = found(text, register, "bda jk")
    assert both == found(text, register, "bda") & found(text, register, "jk")


def test_one_letter_is_not_taken_for_initials(text: ProjectText, register: Register) -> None:
    written = register.projects[text._text.str.contains("q", regex=False)]
    assert found(text, register, "q") == set(written["id"])


HOSTILE = [
    "",
    "  ",
    "<cluster:etown>",
    "|pd",
    "a|b",
    "'\"`\\",
    "朝阳\u3000金融",
    "朝阳\x1f金融\x85医药",
    "朝阳\ufeff金融",
    "STRASSE",
    "straße",
    "İstanbul",
    "\u212a",
    "ſ",
    "ΟΔΟΣ",
    "é\u0301",
    "①",
    "__proto__",
    "constructor",
    "🏙",
    "?q=%",
    ".*",
]


def test_a_file_without_a_server_finds_the_same(text: ProjectText, register: Register) -> None:
    named = register.places.places.values()
    queries = [
        *HOSTILE,
        *("pd", "etown", "e-town", "bda jk", "PuDao", "亦庄 生物医药", "pp009", "tianjin"),
        *(name for place in named for name in (place.name_zh, place.name_en, *place.aliases)),
        *(start for place in named for start in spell(place.name_zh).split("|")),
    ]
    answers = ask_module(
        "engine/search.js",
        """const searched = new module.SearchedText(request.held);
        return request.queries.map((query) => [...searched.found(query)].map(Boolean));""",
        {"held": text.to_document(), "queries": queries},
    )
    for query, answer in zip(queries, answers, strict=True):
        assert answer == (~text.lacks(query)).tolist(), query


def test_no_projects_are_searched_too(register: Register) -> None:
    nothing = ProjectText(register.projects.iloc[:0], register.places)
    assert nothing.lacks("pudao").tolist() == []
    document = nothing.to_document()
    assert (document["texts"], document["spellings"]) == ([], [])


def test_every_place_project_and_policy_is_suggested(register: Register) -> None:
    rows = json.loads(suggestion_index(register).body)
    keys = [key for key, *_ in rows]
    assert len(keys) == len(set(keys))
    assert {f"project:{row['id']}" for row in table("projects")} <= set(keys)
    assert {f"policy:{row['id']}" for row in table("policies")} <= set(keys)
    assert {f"place:{row['id']}" for row in table("places")} <= set(keys)
    typed = {key: spelled for key, _, _, _, spelled in rows}
    for name in ("亦庄", "经开区", "e-town", "etown", "bda", "yizhuang"):
        assert f"|{name}" in typed["cluster:etown"], name
        assert f"|{name}" in typed["place:bda"], name
