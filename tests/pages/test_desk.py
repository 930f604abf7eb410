"""The investor's tabs without a browser, against the files counted another way."""

import csv
import re

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from geo.ask.atlas import Atlas
from geo.register.load import Register
from geo.say.match_words import match_lines
from geo.say.side_by_side import side_by_side
from geo.view.profile import Profile
from geo.view.view import View
from geo.words.text import text_in
from tests.pages.conftest import Runner
from tests.pages.test_page import html_of
from tests.unit.tables import is_for, is_over, parts, table

SHORTLIST = 'cluster:tongzhou,"near, by <b>",project:PS009,,district:110105,'


def open_tab(page: AppTest, name: str) -> AppTest:
    page.session_state["tab"] = name
    page.run()
    assert not page.exception
    return page


def rows_of(page: AppTest) -> list[list[str]]:
    """Return the cells of the table that our own markup draws, as a reader sees them."""
    [found] = re.findall(r'<table class="plain">(.*?)</table>', html_of(page), re.DOTALL)
    rows = re.findall(r"<tr>(.*?)</tr>", found, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def policies_for(scopes: set[str], sector: str) -> list[dict[str, str]]:
    return [
        row
        for row in table("policies")
        if scopes.intersection(parts(row["scope"])) and is_for(row, sector) and not is_over(row)
    ]


CBD = {"city", "ftz", "area:business", "cluster:chaoyang", "place:cbd", "district:110105"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_spot_is_answered_with_place_policies_and_neighbours(run_page: Runner, lang: str) -> None:
    page = open_tab(run_page(lang=lang, sector="finance", point="116.46,39.91"), "holds")
    shown = html_of(page)
    text = text_in(lang)
    expected = policies_for(CBD, "finance")
    headings = [element.value for element in page.markdown]
    assert f"**{text('panel.policies', count=len(expected))}**" in headings
    landed = sum(row["status"] == "landed" for row in expected)
    note = text("panel.policies_summary", landed=landed, in_progress=len(expected) - landed)
    assert note in [element.value for element in page.caption]
    for name in ({"zh": "朝阳组团", "en": "Chaoyang cluster"}[lang], text("holds.schematic")):
        assert name in shown
    assert f"<dt>{text('holds.airports')}</dt>" in shown
    near = [button for button in page.button if str(button.key).startswith("near-")]
    assert len(near) == 8
    assert "±" in near[0].label


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_foreign_bank_asks_in_tongzhou(run_page: Runner, atlas: Atlas, lang: str) -> None:
    text = text_in(lang)
    page = open_tab(run_page(lang=lang, focus="cluster:tongzhou", sector="finance"), "holds")
    said = [element.value for element in page.caption]
    assert sum(text("match.platform") in caption for caption in said) == 1
    assert not [e for e in page.expander if e.label.startswith(text("match.nothing_against"))]
    page.selectbox(key="profile_origin").set_value("foreign").run()
    page.selectbox(key="profile_entity").set_value("bank").run()
    assert page.query_params["profile"] == "foreign,bank"
    view = View(lang=lang, focus="cluster:tongzhou", sector=("finance",))
    here = atlas.here.of_focus(view.focus)
    profile = Profile(("foreign",), ("bank",))
    lines = match_lines(atlas, atlas.holding(view), here, profile, text)
    labels = [expander.label for expander in page.expander]
    for verdict in {line.verdict for line in lines}:
        count = sum(line.verdict == verdict for line in lines)
        assert text("match.group", verdict=text(f"match.{verdict}"), count=count) in labels
    shown = html_of(page)
    for line in lines:
        assert str(escape(line.reasons[0])) in shown
    page.button(key="profile-clear").click().run()
    assert "profile" not in page.query_params


def test_typed_coordinates_ask_and_bad_ones_are_refused(run_page: Runner) -> None:
    page = open_tab(run_page(lang="zh"), "holds")
    page.text_input(key="spot_typed").set_value("39.91010, 116.40374")
    page.selectbox(key="spot_datum").set_value("gcj02")
    submit = next(button for button in page.button if button.label == text_in("zh")("holds.go"))
    submit.click().run()
    lon, lat = map(float, page.query_params["point"].split(","))
    assert (lon, lat) == pytest.approx((116.3975, 39.9087), abs=2e-5)
    page.text_input(key="spot_typed").set_value("<b>somewhere</b>")
    next(b for b in page.button if b.label == text_in("zh")("holds.go")).click().run()
    [problem] = page.error
    assert "somewhere" in problem.value
    assert page.query_params["point"] == f"{lon},{lat}"


def test_a_spot_in_no_district_lists_no_policy_and_says_why(run_page: Runner) -> None:
    page = open_tab(run_page(lang="en", point="116.41,39.51"), "holds")
    assert text_in("en")("holds.outside") in [element.value for element in page.warning]


def test_every_kind_of_focus_has_an_answer(run_page: Runner) -> None:
    for focus in ("city", "district:110119", "place:bda", "project:PX071", "project:PS009"):
        page = open_tab(run_page(lang="en", focus=focus), "holds")
        assert "nan" not in html_of(page).lower().split()


def test_going_elsewhere_forgets_the_spot(run_page: Runner) -> None:
    page = run_page(lang="zh", point="116.46,39.91")
    page.selectbox(key="focus").set_value("cluster:etown").run()
    assert "point" not in page.query_params
    assert page.query_params["focus"] == "cluster:etown"


def test_places_are_compared_by_who_asks_and_can_be_saved(run_page: Runner, atlas: Atlas) -> None:
    keys = ("cluster:shunyi", "cluster:tongzhou")
    page = open_tab(run_page(lang="en", sector="finance", compare=",".join(keys)), "compare")
    page.selectbox(key="profile_entity").set_value("bank").run()
    assert page.query_params["profile"] == "bank"
    view = View(lang="en", sector=("finance",), compare=keys, profile=Profile(entity=("bank",)))
    compared = side_by_side(atlas, view, text_in("en"))
    shown = html_of(page)
    for part in compared.parts:
        for row in part.rows:
            for entry in (entry for cell in row.cells for entry in cell):
                assert str(escape(entry.name)) in shown
                assert str(escape(entry.more)) in shown
    saved = {button.proto.label for button in page.get("download_button")}
    assert saved >= {
        text_in("en")(f"save.{name}") for name in ("pdf", "png", "svg", "pptx", "docx")
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_ranking_says_its_formula_and_follows_its_weights(run_page: Runner, lang: str) -> None:
    page = open_tab(run_page(lang=lang, sector="health"), "fit")
    text = text_in(lang)
    for word in ("formula", *(f"formula_{p}" for p in ("policies", "peers", "foreign", "factor"))):
        assert text(f"fit.{word}") in html_of(page)
    ranks = [int(row[0]) for row in rows_of(page)[1:]]
    assert len(ranks) == 7
    assert ranks == sorted(ranks)
    for part in ("policies", "foreign", "factor"):
        page.slider(key=f"weight_{part}").set_value(0)
    page.run()
    assert page.query_params["weights"] == "0,2,0,0"
    best = rows_of(page)[1]
    assert best[2].startswith("100.0")
    page.slider(key="weight_peers").set_value(0).run()
    assert text("fit.no_weight") in [element.value for element in page.warning]


def test_the_sum_on_the_page_gives_the_score_on_the_page(run_page: Runner) -> None:
    page = open_tab(run_page(lang="en", sector="finance", factor="finance"), "fit")
    [said] = [c.value for c in page.caption if "÷" in c.value]
    said = said.replace("\\", "")
    terms = re.findall(r"([\d.]+) × (\d)", said.partition("=")[0])
    weights = [int(weight) for _, weight in terms]
    score = 100 * sum(float(part) * int(weight) for part, weight in terms) / sum(weights)
    assert float(said.rpartition("= ")[2]) == pytest.approx(score, abs=0.06)
    assert rows_of(page)[1][2].startswith(said.rpartition("= ")[2])


def test_marking_noting_and_taking_off_live_in_the_link(run_page: Runner) -> None:
    page = run_page(lang="zh", focus="cluster:etown")
    page.button(key="mark-panel").click().run()
    assert page.query_params["shortlist"] == "cluster:etown,"
    open_tab(page, "shortlist")
    page.text_input(key="mark_note_cluster:etown").set_value("离工厂近, 再谈").run()
    line = page.query_params["shortlist"]
    assert next(csv.reader([line])) == ["cluster:etown", "离工厂近, 再谈"]
    page.button(key="off-cluster:etown").click().run()
    assert "shortlist" not in page.query_params


def test_the_marked_stand_side_by_side_with_the_numbers_of_the_files(
    run_page: Runner, register: Register
) -> None:
    page = open_tab(run_page(lang="zh", sector="finance", shortlist=SHORTLIST), "shortlist")
    facts = {row[0]: row[1:] for row in rows_of(page)}
    assert facts[""] == ["通州组团", "朴道征信有限公司", "朝阳区"]
    joined = register.projects[register.projects["sector"] == "finance"]
    in_tongzhou = int((joined["cluster"] == "tongzhou").sum())
    in_chaoyang = int((joined["district"] == "110105").sum())
    assert facts["项目数"] == [str(in_tongzhou), "—", str(in_chaoyang)]
    scopes = {"city", "ftz", "area:business", "cluster:tongzhou", "district:110112"}
    assert facts["适用政策"][0] == str(len(policies_for(scopes, "finance")))
    assert facts["备注"] == ["near, by &lt;b&gt;", "—", "—"]


def test_a_mark_that_the_data_does_not_know_is_said_with_its_note(run_page: Runner) -> None:
    page = run_page(lang="en", shortlist="project:nowhere,call them,cluster:etown,")
    said = [element.value for element in page.warning]
    assert any("project:nowhere" in s.replace("\\", "") and "call them" in s for s in said)
    assert page.query_params["shortlist"] == "cluster:etown,"


def test_a_tab_stays_open_when_the_language_changes(run_page: Runner) -> None:
    page = open_tab(run_page(lang="zh", point="116.46,39.91"), "holds")
    page.session_state["lang"] = "en"
    page.run()
    assert page.query_params["tab"] == "holds"
    assert text_in("en")("holds.schematic") in html_of(page)
