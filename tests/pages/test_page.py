"""The page without a browser: what it says for a view, against the register counted another way."""

import csv
import json
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from geo.ask.atlas import Atlas
from geo.ground.places import CITY
from geo.register.load import Register
from geo.say.filter_words import filter_label
from geo.settings import settings
from geo.view.view import CHOICES, View
from geo.words.text import text_in
from tests.pages.conftest import Runner


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    """Return the projects as their file has them, read without the code under test."""
    with (settings().data / "projects.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def html_of(page: AppTest) -> str:
    return "\n".join(element.proto.body for element in page.get("html"))


def shown_count(page: AppTest) -> int:
    line = r'class="figure-line"><p>(?:<em>[^<]*</em> )?<b>(\d+)</b>'
    found = re.search(line, html_of(page))
    assert found
    return int(found[1])


def options_of(page: AppTest, key: str) -> dict[str, int]:
    """Return the label and count of each option of a filter; the map is told the counts."""
    labels = [option.content.replace("\\", "") for option in page.pills(key=key).proto.options]
    counts = re.search(rf'"{key}":\[([\d,]+)\]', map_message(page).partition('"counts":')[2])
    assert counts
    return dict(zip(labels, map(int, counts[1].split(",")), strict=True))


def map_message(page: AppTest) -> str:
    """Return what the large map is told."""
    arguments = json.loads(page.get("component_instance")[0].proto.json_args)
    return str(arguments["feature_group"])


def unfold(page: AppTest) -> None:
    """Unfold the rarer filters, which are drawn only then."""
    page.session_state["more"] = True
    page.run()


def test_every_contract_key_is_a_widget(run_page: Runner) -> None:
    page = run_page()
    unfold(page)
    for key in CHOICES:
        assert page.pills(key=key) is not None
    for key in ("metric", "basemap", "focus"):
        assert page.selectbox(key=key) is not None
    assert page.text_input(key="q").value == ""
    assert page.date_input(key="from").value is None
    assert page.date_input(key="to").value is None


def test_sector_counts_are_those_of_the_file(run_page: Runner, rows: list[dict[str, str]]) -> None:
    counts = options_of(run_page(lang="zh"), "sector")
    text = text_in("zh")
    for sector in CHOICES["sector"][:-1]:
        assert counts[text(f"sector.{sector}")] == sum(row["sector"] == sector for row in rows)


def test_counts_beside_options_respect_the_other_filters(
    run_page: Runner, rows: list[dict[str, str]]
) -> None:
    page = run_page(lang="en", sector="finance")
    finance = [row for row in rows if row["sector"] == "finance"]
    text = text_in("en")
    for status in CHOICES["status"]:
        expected = sum(row["status"] == status for row in finance)
        assert options_of(page, "status")[text(f"status.{status}")] == expected
    assert options_of(page, "sector")["Health"] == sum(row["sector"] == "health" for row in rows)


def test_investment_leaves_aggregates_out(run_page: Runner, rows: list[dict[str, str]]) -> None:
    single = [
        float(row["investment_yi_cny"])
        for row in rows
        if row["investment_yi_cny"] and row["aggregate"] == "no"
    ]
    aggregates = sum(row["aggregate"] == "yes" for row in rows)
    shown = html_of(run_page(lang="zh"))
    assert f"{sum(single):,.2f}".rstrip("0").rstrip(".") + " 亿元" in shown
    assert f"{len(single)} 个项目有金额" in shown
    assert f"{aggregates} 个汇总项不重复计入" in shown


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_of_the_programme_have_date_and_source(run_page: Runner, lang: str) -> None:
    shown = html_of(run_page(lang=lang))
    for number in ("125", "/ 251", "43", "/ 102", "129", "145"):
        assert number in shown
    assert ("4,000 亿元" if lang == "zh" else "400bn") in shown
    assert text_in(lang)("figure.over", value="800") in shown
    dates = {"zh": ("2021年3月", "2021年2月"), "en": ("Mar 2021", "Feb 2021")}[lang]
    assert all(date in shown for date in dates)


def views() -> Iterator[dict[str, str]]:
    """Yield views of every kind of focus and filter."""
    for lang in ("zh", "en"):
        for focus in (
            "city",
            "district:110105",
            "district:110119",
            "cluster:etown",
            "place:biopark",
            "place:bda",
            "place:daxing_airport",
            "project:PP010",
            "project:PS010",
            "project:PS009",
            "project:PX071",
        ):
            yield {"lang": lang, "focus": focus}
        yield {"lang": lang, "q": "zzz", "metric": "investment"}
        yield {"lang": lang, "factor": "land,data", "sector": "digital", "metric": "policies"}


@pytest.mark.parametrize("query", list(views()), ids=str)
def test_every_kind_of_view_runs(run_page: Runner, query: dict[str, str]) -> None:
    shown = html_of(run_page(**query))
    assert "nan" not in re.sub(r"<[^>]+>", " ", shown).lower().split()
    assert "None" not in re.sub(r"<[^>]+>", " ", shown).split()


def test_where_no_policy_has_landed_the_rest_is_told(run_page: Runner, atlas: Atlas) -> None:
    places = [
        place.key
        for kind in (CITY, "cluster", "district")
        for place in atlas.register.places.of_kind(kind)
    ]
    bare = [
        {"focus": place, "factor": factor}
        for factor in CHOICES["factor"]
        for place in places
        if atlas.holding(View(focus=place, factor=(factor,))).landed.empty
    ]
    assert bare
    for query in bare[:3]:
        page = run_page(lang="en", **query)
        assert "Latest policies" not in html_of(page)
        drawn = {element.proto.component_name for element in page.get("bidi_component")}
        assert {"table", "timeline", "companion"} <= drawn


def test_every_project_has_a_page(run_page: Runner, register: Register) -> None:
    for project in register.projects[::50].itertuples():
        page = run_page(lang="en", focus=f"project:{project.id}")
        assert str(project.name_en).replace("&", "&amp;").split("'")[0] in html_of(page)


@pytest.mark.parametrize("query", [{"from": "1990"}, {"to": "9999-12"}, {"from": "2050"}], ids=str)
def test_a_far_date_in_a_link_filters_like_any_other(
    run_page: Runner, rows: list[dict[str, str]], query: dict[str, str]
) -> None:
    dated = sum(row["date"] != "" for row in rows)
    expected = 0 if query.get("from") == "2050" else dated
    assert shown_count(run_page(**query)) == expected


def test_a_conflict_of_stated_and_found_is_said(run_page: Runner) -> None:
    shown = html_of(run_page(focus="project:PP010", lang="en"))
    assert "The source says Daxing, but the position falls in Tongzhou" in shown


def test_widgets_and_link_follow_each_other(run_page: Runner) -> None:
    page = run_page(lang="zh", sector="finance,health", q="银行")
    assert page.pills(key="sector").value == ["finance", "health"]
    assert page.text_input(key="q").value == "银行"
    before = shown_count(page)
    page.pills(key="sector").set_value(["finance"]).run()
    assert page.query_params["sector"] == "finance"
    assert shown_count(page) <= before
    page.text_input(key="q").set_value("").run()
    assert "q" not in page.query_params


@pytest.mark.parametrize("name", ["district", "factor"])
def test_all_options_of_a_filter_are_none_and_the_page_says_so(
    run_page: Runner, rows: list[dict[str, str]], name: str
) -> None:
    text = text_in("en")
    page = run_page(lang="en")
    unfold(page)
    page.pills(key=name).set_value(list(CHOICES[name])).run()
    said = text("filter.every_option", name=filter_label(name, text))
    assert page.pills(key=name).label == said
    assert name not in page.query_params
    assert shown_count(page) == len(rows)
    assert not [button for button in page.button if str(button.key).startswith("chip-")]
    page.pills(key=name).unselect(CHOICES[name][0]).run()
    assert page.pills(key=name).label == filter_label(name, text)
    assert page.query_params[name] == ",".join(CHOICES[name][1:])


def test_a_rarer_filter_holds_while_it_is_not_drawn(run_page: Runner) -> None:
    page = run_page(lang="en", origin="foreign")
    shown = shown_count(page)
    assert "origin" not in [widget.key for widget in page.pills]
    unfold(page)
    assert page.pills(key="origin").value == ["foreign"]
    page.pills(key="origin").set_value(["foreign", "domestic"]).run()
    page.session_state["more"] = False
    page.run()
    assert page.query_params["origin"] == "foreign,domestic"
    assert shown_count(page) > shown
    page.button(key="chip-origin-foreign").click().run()
    unfold(page)
    assert page.pills(key="origin").value == ["domestic"]


def test_a_link_with_all_options_of_a_filter_says_that_they_are_none(
    run_page: Runner, rows: list[dict[str, str]]
) -> None:
    page = run_page(lang="en", district=",".join(CHOICES["district"]))
    assert "every value there is" in page.warning[0].value
    assert shown_count(page) == len(rows)
    assert "district" not in page.query_params


def test_policies_that_hold_answer_for_the_sector(run_page: Runner, register: Register) -> None:
    page = run_page(focus="cluster:etown", sector="digital", lang="zh")
    page.segmented_control(key="facet").set_value("policies").run()
    listed = re.findall(r'<ul class="policies">(.*?)</ul>', html_of(page), re.DOTALL)
    titles = re.findall(r"<li><b>(.*?)</b>", listed[0])
    assert titles
    policies = register.policies.set_index("title_zh")
    for title in titles:
        policy = policies.loc[title.replace("&amp;", "&")]
        assert not policy["sectors"] or "digital" in policy["sectors"]
        assert {"city", "ftz", "area:highend", "cluster:etown", "place:bda"} & set(policy["scope"])


@pytest.mark.parametrize(
    "query",
    [
        {"shape": "circle:1"},
        {"shape": "near:place:atlantis,3"},
        {"shape": "<img src=x onerror=alert(1)>"},
        {"policy": "XX999"},
    ],
    ids=str,
)
def test_a_link_to_what_is_not_there_gives_a_notice(
    run_page: Runner, rows: list[dict[str, str]], query: dict[str, str]
) -> None:
    page = run_page(lang="en", **query)
    [value] = query.values()
    assert value in page.warning[0].value.replace("\\", "")
    assert shown_count(page) == len(rows)
    assert set(page.query_params) <= {"lang"}


def test_a_shape_is_a_filter_with_a_chip_and_its_gaps_said(
    run_page: Runner, rows: list[dict[str, str]], register: Register
) -> None:
    page = run_page(lang="en", shape="near:cluster:etown,3")
    assert (
        page.button(key="chip-shape-").label.replace("\\", "") == "within 3 km of E-Town cluster ×"
    )
    without_point = int(register.projects["lon"].isna().sum())
    said = " ".join(caption.value for caption in page.caption)
    assert f"{without_point} more projects have no point" in said
    assert 0 < shown_count(page) < len(rows) - without_point
    page.button(key="chip-shape-").click().run()
    assert shown_count(page) == len(rows)
    assert "shape" not in page.query_params


def test_an_open_policy_is_shown_and_closed(run_page: Runner, register: Register) -> None:
    page = run_page(lang="zh", policy="LP003")
    assert str(register.policies.loc["LP003", "title_zh"]) in html_of(page)
    page.button(key="close-policy").click().run()
    assert "policy" not in page.query_params
