"""What the register says of named records, as a check against their sources found it."""

import re

import pytest

from geo.register.load import Register
from geo.say.headlines import headline_figures
from geo.say.source_words import title_of
from geo.view.view import period_end, period_start
from geo.words.text import text_in
from tests.unit.tables import by_id, parts, table

RANK = ("announced", "signed", "registered", "under_construction", "landed", "operating")


@pytest.mark.parametrize(
    ("id_", "status", "date"),
    [
        ("PP195", "operating", "2025-02-21"),
        ("PP057", "landed", "2024-11-28"),
        ("PP010", "operating", "2025-07"),
        ("PS008", "operating", "2023-07"),
        ("PP063", "operating", "2021-09-20"),
        ("PP157", "operating", "2024-08-28"),
        ("PP033", "operating", "2025-11-15"),
        ("PS016", "operating", "2020-12-12"),
        ("PX243", "operating", "2025-02-26"),
        ("PX237", "operating", "2023-04"),
        ("PX238", "landed", "2023-04"),
        ("PX242", "landed", "2025-10-29"),
        ("PP165", "operating", "2024-04"),
        ("PX132", "operating", "2024-04-12"),
        ("PX023", "operating", "2024-08-20"),
        ("PX208", "operating", "2025-06-26"),
        ("PX244", "under_construction", "2024-02-28"),
        ("PP009", "under_construction", "2021-01-08"),
        ("PP105", "under_construction", "2022-12-09"),
        ("PS019", "under_construction", "2021-08"),
        ("PX283", "under_construction", "2025-10-16"),
        ("PX262", "under_construction", "2023-12-18"),
        ("PX038", "operating", "2025-10-19"),
        ("HQ429", "under_construction", "2025-12-29"),
        ("PP069", "operating", "2025-12-30"),
        ("HQ232", "operating", "2023-12-30"),
        ("HQ492", "operating", "2024-08-16"),
        ("PX126", "operating", "2024"),
        ("PX170", "landed", "2021-10-01"),
        ("PX217", "landed", "2020-08"),
        ("PP053", "landed", "2021"),
        ("PP037", "under_construction", "2025-11-21"),
        ("PP073", "under_construction", "2024-08"),
        ("PP091", "announced", "2023-03"),
        ("PP119", "announced", "2022-11"),
        ("PP155", "operating", "2025-02-21"),
        ("PS017", "operating", "2020-10-22"),
        ("PX140", "operating", "2022-06-29"),
        ("PP190", "announced", "2026-01-15"),
        ("PP164", "under_construction", "2025-01-22"),
        ("PX009", "under_construction", "2025-10-17"),
        ("PP070", "operating", "2025-12-26"),
        ("HQ451", "landed", "2025-07-24"),
    ],
)
def test_projects_stand_where_their_latest_source_puts_them(
    id_: str, status: str, date: str
) -> None:
    project = by_id("projects")[id_]
    assert (project["status"], project["date"]) == (status, date)


@pytest.mark.parametrize(
    ("id_", "dates"),
    [
        ("PP139", ["2020-11-05", "2021-08", "2021-11-25", "2021-12-20", "2024-12-30"]),
        ("PP157", ["2024-03-25", "2024-04-26", "2024-08-28"]),
        ("PX243", ["2017-09", "2020-07-05", "2022-01-20", "2025-02-26"]),
    ],
)
def test_a_project_has_every_step_of_its_life(id_: str, dates: list[str]) -> None:
    assert [row["date"] for row in table("history") if row["project"] == id_] == dates


@pytest.mark.parametrize(
    ("table_", "id_", "column", "text"),
    [
        ("policies", "LX075", "date", "2020-09-07"),
        ("policies", "LX087", "figure_zh", "数量全市第一"),
        ("policies", "LX099", "status", "in_progress"),
        ("policies", "LP023", "status", "landed"),
        ("policies", "LP048", "scope", "city"),
        ("policies", "LP014", "status", "landed"),
        ("policies", "LX073", "date", "2025-12-01"),
        ("policies", "HL082", "replaced_by", "HM036"),
        ("policies", "LP021", "replaced_by", "LP019"),
        ("policies", "LX095", "programme", "city"),
        ("indicators", "F068", "note_zh", "9.07"),
        ("indicators", "F082", "note_zh", "10.36"),
        ("indicators", "HF041", "value", "10.36"),
        ("policies", "LP007", "date", "2022-07-19"),
        ("policies", "LS008", "before_zh", "大半天"),
        ("policies", "LS008", "after_zh", "半小时"),
        ("projects", "PS001", "note_zh", "150多项"),
        ("indicators", "F007", "value", "200"),
        ("indicators", "F007b", "value", "300"),
        ("projects", "PP046", "location_zh", "瀛海镇"),
        ("projects", "PX283", "district", "110105"),
        ("projects", "PP085", "name_en", "Hüller Hille"),
        ("projects", "PP084", "name_en", "Rhein-Köster"),
        ("projects", "PS008", "name_en", "GoBroad"),
    ],
)
def test_a_record_says_what_its_source_says(table_: str, id_: str, column: str, text: str) -> None:
    assert text in by_id(table_)[id_][column]


def test_no_project_steps_back() -> None:
    reached: dict[str, int] = {}
    for row in table("history"):
        rank = RANK.index(row["status"])
        assert rank >= reached.get(row["project"], 0), row
        reached[row["project"]] = rank


def test_history_is_told_oldest_first_and_ends_today() -> None:
    latest = {row["project"]: row for row in table("history")}
    for id_, project in by_id("projects").items():
        step = latest[id_]
        assert (step["status"], step["date"]) == (project["status"], project["date"]), id_


def test_what_is_not_known_from_a_source_stays_open() -> None:
    projects = by_id("projects")
    for id_ in ("PP148", "PP150", "PP171", "PX221"):
        assert "未确认" in projects[id_]["note_zh"]


def test_a_list_of_key_projects_does_not_begin_work() -> None:
    lists = {row["id"] for row in table("sources") if row["id"].startswith("P100_")}
    for id_, project in by_id("projects").items():
        if set(parts(project["sources"])) <= lists:
            assert project["status"] == "announced", id_


def test_what_is_older_than_the_programme_is_not_of_it() -> None:
    start = "2020-09"
    for id_, policy in by_id("policies").items():
        if policy["programme"] == "two_zones" and policy["date"]:
            assert policy["date"] >= start or "早于" in policy["note_zh"], id_


def test_nothing_ends_before_it_begins() -> None:
    for id_, policy in by_id("policies").items():
        if policy["until"] and policy["date"]:
            assert period_end(policy["until"]) >= period_start(policy["date"]), id_


def test_a_policy_cites_what_its_clauses_and_conditions_cite() -> None:
    policies, clauses = by_id("policies"), by_id("clauses")
    for row in (*table("clauses"), *table("conditions")):
        policy = row["policy"] or clauses[row["clause"]]["policy"]
        assert row["source"] in parts(policies[policy]["sources"]), policy


def test_every_source_of_a_step_has_a_class() -> None:
    for row in table("history"):
        for id_ in parts(row["source"]):
            assert by_id("sources")[id_]["class"] in "ABCD"


def test_there_is_more_of_the_programme() -> None:
    assert len(table("projects")) >= 620
    assert len(table("policies")) >= 260
    whose = [row["programme"] for row in table("policies")]
    assert set(whose) == {"two_zones", "city", "district", "national"}
    assert {row["programme"] for row in table("projects")} == {"two_zones", "district"}


def test_nine_rows_of_the_national_plan_are_marked() -> None:
    rows = [row for row in table("policies") if row["measures"] == "155"]
    assert len(rows) == 9
    assert {row["programme"] for row in rows} == {"national"}
    assert all(row["plan_zh"] and row["plan_en"] for row in rows)


@pytest.mark.parametrize(
    ("id_", "measures", "plan"),
    [
        ("LX089", "33", ""),
        ("LP007", "16", ""),
        ("HL045", "33", "对接国际高标准"),
        ("HL053", "15", "外资便利化实施方案"),
        ("LP026", "175", ""),
        ("HL069", "175", "2.0方案"),
    ],
)
def test_a_measure_says_of_how_many_it_is_one(id_: str, measures: str, plan: str) -> None:
    row = by_id("policies")[id_]
    assert row["measures"] == measures
    assert plan in row["plan_zh"]
    assert bool(plan) == bool(row["plan_zh"])


def test_a_district_record_that_is_new_has_a_place_an_amount_or_an_investor() -> None:
    for id_, row in by_id("projects").items():
        if id_[:2] in {"HP", "HQ"} and row["programme"] == "district":
            finer = row["place"] or row["lon_wgs84"] or row["location_zh"]
            abroad = row["origin"] in {"foreign", "joint_venture"}
            assert finer or row["investment_yi_cny"] or abroad, id_


def test_more_spots_and_fewer_projects_known_only_by_the_city(register: Register) -> None:
    projects = register.projects
    assert len(projects[["lon", "lat"]].dropna().drop_duplicates()) >= 60
    assert (projects["level"] == "city").sum() <= 36


def test_every_source_has_a_title_in_both_languages() -> None:
    chinese = re.compile("[\u4e00-\u9fff]")
    kana = re.compile("[\u3040-\u30ff\uac00-\ud7af\u0600-\u06ff\u0400-\u04ff]")
    for row in table("sources"):
        assert row["title"], row["id"]
        assert chinese.search(row["title_zh"]), row["id"]
        assert not kana.search(row["title_zh"] + row["title_en"]), row["id"]
        assert not chinese.search(row["title_en"]), row["id"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_headline_has_its_day_and_the_newest_figure_beside_it(
    register: Register, lang: str
) -> None:
    text = text_in(lang)
    figures = headline_figures(register, text)
    assert all(figure.as_of for figure in figures)
    newest = {figure.value: figure.newest for figure in figures}
    said = {
        "zh": "最新 任务实施率 近 98%（2023年8月21日）",
        "en": "Newest: Share of tasks carried out nearly 98% (21 Aug 2023)",
    }
    assert newest["125"] == said[lang]
    assert "45" in newest["43"]
    assert not newest["145"]


def test_a_source_is_cited_in_the_readers_language_with_its_title_beside(
    register: Register,
) -> None:
    source = next(register.sources.loc[["N_15M"]].itertuples())
    assert title_of(source, text_in("en")) == source.title
    assert title_of(source, text_in("zh")) == f"{source.title_zh}（{source.title}）"


@pytest.mark.parametrize("id_", ["PP171", "PP172", "PP194", "PX166", "PX167", "PP151"])
def test_what_its_source_places_in_a_district_alone_stands_there(
    register: Register, id_: str
) -> None:
    assert register.projects.set_index("id")["level"][id_] == "district"
