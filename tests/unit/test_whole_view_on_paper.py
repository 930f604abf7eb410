"""All that a link says is an option of the briefing command; paper shows it or says so."""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from briefing.__main__ import main
from briefing.arguments import options_of, parser_of
from briefing.content import make_briefing
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.region import REGION
from geo.view.view import PARAMETERS, View, view_from_query
from geo.view.weights import Weights
from geo.words.text import text_in
from tests.unit.test_briefing import words_of

ABOUT = text_in("en")("briefing.sheet_about")
LINK = {
    "lang": "en",
    "cluster": "etown,none",
    "district": "110115",
    "sector": "health",
    "factor": "land",
    "status": "landed",
    "kind": "facility",
    "origin": "foreign",
    "programme": "two_zones",
    "news": "recent",
    "from": "2021",
    "to": "2025-06",
    "q": "pharma",
    "shape": "near:cluster:etown,3.0",
    "metric": "fit",
    "colour": "status",
    "basemap": "osm",
    "focus": "cluster:etown",
    "point": "116.50000,39.80000",
    "weights": "1,2,3,4",
    "profile": "foreign,bank,new",
    "shortlist": "cluster:daxing,beside the airport",
    "extent": "116.3,39.6,116.7,39.9",
    "policy": "LP003",
    "compare": "cluster:chaoyang,cluster:etown",
    "check": "undated_policies",
    "tab": "compare",
}


@pytest.mark.parametrize("name", ["grey", "annex", "whole"])
def test_a_switch_reaches_what_is_made(name: str) -> None:
    parser = parser_of(text_in("en"), "briefing")
    asked, plain = (options_of(parser.parse_args(given)) for given in ([f"--{name}"], []))
    assert getattr(asked, name)
    assert not getattr(plain, name)


def test_every_parameter_of_a_link_is_an_option(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set(LINK) == set(PARAMETERS)
    view, problems = view_from_query(LINK)
    assert problems == []
    assert set(view.to_query()) == set(LINK)
    options = [f"--{name}={value}" for name, value in LINK.items()]
    assert main([*options, "--format", "xlsx", "--out", str(tmp_path)]) == 0
    [path] = map(Path, capsys.readouterr().out.splitlines())
    about = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))[ABOUT]
    facts = {str(name): str(value) for name, value in about.iter_rows(values_only=True)}
    assert facts["Link parameters"] == "&".join(f"{n}={v}" for n, v in view.to_query().items())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_paper_cannot_show_is_said(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = text_in(lang)
    shown = ["--lang", lang, "--focus", "cluster:daxing", "--format", "csv", "--out", str(tmp_path)]
    assert main(shown) == 0
    assert capsys.readouterr().err == ""
    assert main([*shown, "--basemap", "amap", "--tab", "fit"]) == 0
    assert capsys.readouterr().err.splitlines() == [
        text("briefing.no_basemap", basemap=text("basemap.amap")),
        text("briefing.on_the_page_only", names="tab"),
    ]


def test_an_online_basemap_moves_nothing_on_paper(atlas: Atlas) -> None:
    def names(basemap: str) -> dict[str, tuple[float, float]]:
        briefing = make_briefing(atlas, View(basemap=basemap, focus="cluster:etown"))
        texts = draw_sheet(briefing, SIZES["16:9"]).figure.findobj(
            match=lambda a: hasattr(a, "get_text")
        )
        return {str(text.get_text()): tuple(text.get_position()) for text in texts}

    on_map = names("amap").items() - names("none").items()
    assert {words for words, _ in on_map} == {
        text_in("zh")("briefing.basemap_not_drawn", basemap=text_in("zh")("basemap.amap"))
    }


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["16:9", "a4-portrait"])
def test_the_ranking_is_on_the_sheet(atlas: Atlas, lang: str, size: str) -> None:
    weights = Weights(5, 0, 1, 2)
    view = View(lang=lang, metric="fit", sector=("finance",), factor=("talent",), weights=weights)
    page = draw_sheet(make_briefing(atlas, view), SIZES[size])
    said = " ".join(text.get_text() for axes in page.figure.axes for text in axes.texts)
    for fit in atlas.rank_clusters(("finance",), ("talent",), weights):
        name = atlas.name_of(f"cluster:{fit.cluster}", lang)
        assert f"{fit.rank} · {name} {fit.score:.1f}" in said
    text = text_in(lang)
    squeezed = re.sub(r"\s", "", said)
    parts = {"policies": 5, "peers": 0, "foreign": 1, "factor": 2}
    for words in (
        text("map.legend_fit"),
        text("fit.formula"),
        *(f"{text(f'fit.{part}')}{weight}" for part, weight in parts.items()),
    ):
        assert re.sub(r"\s", "", words) in squeezed


def test_the_deeper_a_cluster_the_higher_its_score(atlas: Atlas) -> None:
    def tints(view: View) -> list[float]:
        page = draw_sheet(make_briefing(atlas, view), SIZES["16:9"])
        alphas = [patch.get_alpha() for axes in page.figure.axes for patch in axes.patches]
        return [alpha for alpha in alphas if alpha is not None and alpha > 0.1]

    ranked = atlas.rank_clusters((), (), View().weights)
    expected = sorted(0.16 + 0.006 * round(fit.score, 1) for fit in ranked)
    assert sorted(tints(View(metric="fit"))) == pytest.approx(expected, abs=0.001)
    assert tints(View()) == pytest.approx([0.16] * len(REGION.clusters))


def test_where_nothing_matters_the_sheet_says_that_nothing_is_ranked(
    tmp_path: Path,
) -> None:
    options = [
        "--lang=en",
        "--metric=fit",
        "--weights=0,0,0,0",
        "--format=pdf",
        f"--out={tmp_path}",
    ]
    assert main(options) == 0
    [path] = tmp_path.iterdir()
    words = words_of(path.read_bytes())
    assert "Everyweightis0" in words
    assert "1fitsbest" not in words


def test_the_about_table_holds_the_ranking(atlas: Atlas, tmp_path: Path) -> None:
    options = [
        "--lang=en",
        "--metric=fit",
        "--weights=0,3,0,0",
        "--format=xlsx",
        f"--out={tmp_path}",
    ]
    assert main(options) == 0
    [path] = tmp_path.iterdir()
    about = openpyxl.load_workbook(path)[ABOUT]
    lines = [str(value) for _, value in about.iter_rows(values_only=True)]
    for fit in atlas.rank_clusters((), (), Weights(0, 3, 0, 0)):
        name = atlas.name_of(f"cluster:{fit.cluster}", "en")
        assert f"{fit.rank} · {name} {fit.score:.1f}" in lines
