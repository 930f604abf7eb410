"""The nightly job: links, several briefings of a file, what changed since, and the manifest."""

import datetime as dt
import json
import re
import zipfile
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.__main__ import main
from briefing.changes import changes_after, changes_from, records_of
from briefing.content import Briefing, Options, make_briefing
from briefing.formats import file_name, file_stem, pack_name
from briefing.manifest import changes_since_pack, manifest_of, read_manifests, write_manifest
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ask.atlas import Atlas
from geo.errors import ManifestError
from geo.view.view import View
from geo.words.text import text_in
from tests.unit.tables import table

EN = text_in("en")
OPTIONS = Options(made_on=dt.date(2026, 2, 3), ground=False)
DAXING = View(lang="en", focus="cluster:daxing")


@pytest.fixture
def briefing(atlas: Atlas) -> Briefing:
    return make_briefing(atlas, DAXING, OPTIONS)


def run(*options: str, folder: Path) -> int:
    return main(["--lang=en", "--format=csv", f"--out={folder}", *options])


# names


def test_two_filters_or_sizes_never_share_a_name(atlas: Atlas) -> None:
    views = [View(), View(sector=("finance",)), View(sector=("health",)), View(colour="status")]
    briefings = [make_briefing(atlas, view, OPTIONS) for view in views]
    assert len({file_stem(one) for one in briefings}) == len(views)
    assert file_stem(briefings[0]) == "two-zones-city-zh-2026-02-03"
    names = {file_name(briefings[1], "pdf", size) for size in SIZES.values()}
    assert len(names) == len(SIZES)
    assert all(re.fullmatch(r"[a-z0-9-]+\.pdf", name) for name in names)
    assert pack_name(briefings[1]) == f"{file_stem(briefings[1])}.zip"


def test_a_file_that_is_there_is_refused_and_left_unless_forced(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--focus=cluster:daxing", folder=tmp_path) == 0
    [path] = map(Path, capsys.readouterr().out.splitlines())
    path.write_text("mine")
    assert run("--focus=cluster:daxing", "--format=geojson,csv", folder=tmp_path) == 2
    assert path.name in capsys.readouterr().err
    assert [p.read_text() for p in tmp_path.iterdir()] == ["mine"]
    assert run("--focus=cluster:daxing", "--force", folder=tmp_path) == 0
    assert path.read_text() != "mine"


# links and several briefings


def test_a_link_is_the_view_and_an_option_goes_before_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = "https://map.example/?focus=cluster:daxing&sector=health&q=x&programme=none"
    assert run(f"--link={link}", "--q=", "--sector=finance", "--pack", folder=tmp_path) == 0
    said = capsys.readouterr().err
    assert "programme" in said
    view = json.loads((tmp_path / "manifest.json").read_text())["view"]
    assert view == {"lang": "en", "focus": "cluster:daxing", "sector": "finance", "q": "x"}
    assert run("--link=daxing", folder=tmp_path) == 2
    assert "--link" in capsys.readouterr().err


def test_a_file_names_several_briefings(tmp_path: Path) -> None:
    config = tmp_path / "briefings.toml"
    config.write_text(
        'format = ["csv", "geojson"]\npack = true\n'
        '[briefings.daxing]\nfocus = "cluster:daxing"\n'
        '[briefings.health]\nlink = "http://x/?sector=health"\ntitle = "Health"\n'
    )
    assert main([f"--config={config}", f"--out={tmp_path}"]) == 0
    for name, key in (("daxing", "focus"), ("health", "sector")):
        manifest = json.loads((tmp_path / name / "manifest.json").read_text())
        assert key in manifest["view"]
        assert [Path(one["name"]).suffix for one in manifest["files"]] == [".csv", ".geojson"]
    assert manifest["title"] == "Health"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("format = 'csv'", "[briefings."),
        ("[briefings.a]\nsectro = 'health'", "sectro"),
        ("[briefings.'../a']\nlang = 'zh'", "../a"),
        ("[briefings.a", "end of document"),
        ("[briefings.a]\nconfig = 'b.toml'", "config"),
        ("[briefings.a]\nfocus = 'cluster:nowhere'", "cluster:nowhere"),
    ],
)
def test_a_file_of_briefings_that_cannot_be_used_is_refused_in_one_sentence(
    content: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "briefings.toml"
    config.write_text(content)
    assert main([f"--config={config}", f"--out={tmp_path / 'out'}", "--lang=en"]) == 2
    [sentence] = capsys.readouterr().err.splitlines()
    assert said in sentence
    assert not (tmp_path / "out").exists()


# the manifest


def test_the_manifest_says_what_a_pack_holds(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], atlas: Atlas
) -> None:
    assert run("--focus=cluster:daxing", "--pack", folder=tmp_path) == 0
    zipped, beside = map(Path, capsys.readouterr().out.splitlines())
    manifest = json.loads(beside.read_text("utf-8"))
    assert manifest["view"] == {"focus": "cluster:daxing", "lang": "en"}
    assert manifest["data"]["digest"] == atlas.register.digest
    focus = make_briefing(atlas, DAXING, OPTIONS).focus
    assert manifest["counts"]["projects"] == len(focus.projects) == len(manifest["projects"])
    assert sum(manifest["counts"][level] for level in focus.summary.levels) == len(focus.projects)
    with zipfile.ZipFile(zipped) as archive:
        assert [(one["name"], one["sha256"]) for one in manifest["files"]] == [
            (name, sha256(archive.read(name)).hexdigest()) for name in archive.namelist()
        ]


def test_a_manifest_keeps_what_others_said_in_the_same_folder(
    tmp_path: Path, briefing: Briefing, atlas: Atlas
) -> None:
    city = make_briefing(atlas, View(), OPTIONS)
    for one in (briefing, city, briefing):
        write_manifest(tmp_path, manifest_of(one, []))
    assert [one["view"] for one in read_manifests(tmp_path)] == [
        DAXING.to_query(),
        View().to_query(),
    ]


# what changed


def test_new_changed_and_gone_are_found_and_a_quiet_night_says_so(
    tmp_path: Path, briefing: Briefing
) -> None:
    manifest = manifest_of(briefing, [])
    assert changes_since_pack(tmp_path, briefing) is None
    write_manifest(tmp_path, manifest)
    quiet = changes_since_pack(tmp_path, briefing)
    assert quiet is not None
    assert quiet.are_none
    assert quiet.summary(EN) == EN("changes.none", since="2026-02-03")
    records = dict(manifest["projects"])
    added, changed = list(records)[:2]
    records.pop(added)
    records[changed] = {**records[changed], "digest": "other"}
    records["PX999"] = {"name": "Gone Ltd", "digest": "x"}
    write_manifest(tmp_path, {**manifest, "projects": records})
    found = changes_since_pack(tmp_path, briefing)
    assert found is not None
    assert found.marks == {added: "new", changed: "changed"}
    assert found.gone == ("Gone Ltd",)


def test_only_what_a_file_states_makes_a_change(atlas: Atlas) -> None:
    shown = atlas.filter.select(View()).mask
    before = records_of(atlas, shown, "en")
    register = atlas.register
    assert changes_from(before, records_of(atlas, shown, "en"), "").are_none
    later = Atlas(register)
    kept = register.projects["news"].copy()
    register.projects["news"] = "silent"
    assert changes_from(before, records_of(later, shown, "en"), "").are_none
    register.projects["news"] = kept


def test_since_a_day_are_the_steps_of_the_history(atlas: Atlas) -> None:
    shown = atlas.filter.select(View()).mask
    found = changes_after(atlas, shown, dt.date(2026, 1, 1))
    steps: dict[str, list[str]] = {}
    for row in table("history"):
        if row["date"]:
            steps.setdefault(row["project"], []).append(row["date"])
    late = {id_ for id_, dates in steps.items() if max(dates)[:4] == "2026"}
    assert set(found.marks) == late
    assert late
    assert {id_ for id_, mark in found.marks.items() if mark == "new"} == {
        id_ for id_ in late if min(steps[id_])[:4] == "2026"
    }


def test_a_manifest_that_cannot_be_read_is_said(tmp_path: Path, briefing: Briefing) -> None:
    for content in ("{", "[]", '{"view": 3}', json.dumps({"view": DAXING.to_query()})):
        (tmp_path / "manifest.json").write_text(content)
        with pytest.raises(ManifestError):
            changes_since_pack(tmp_path, briefing)


def test_the_first_page_says_what_changed_and_the_map_marks_it(
    atlas: Atlas, briefing: Briefing
) -> None:
    changes = changes_after(atlas, briefing.focus.mask, dt.date(2020, 1, 1))
    assert not changes.are_none
    marked = replace(briefing, changes=changes)
    page = draw_sheet(marked, SIZES["a4-portrait"])
    texts = [text.get_text() for text in page.texts]
    assert changes.summary(EN) in texts
    assert EN("changes.legend") in texts
    first = next(p for p in briefing.focus.projects if p.id in changes.marks)
    assert any(text.startswith(marked.marked(first)[:20]) for text in texts)
