"""Districts and places in words: after the city, by old names, several at once, elsewhere."""

import pytest

from geo.intake.columns.choices import Choices, values_said
from geo.register.load import Register
from tests.unit.intake.files import codes_of, csv_of, taken


@pytest.mark.parametrize(
    ("said", "district"),
    [
        ("北京市朝阳区", "110105"),
        ("北京市/朝阳区", "110105"),
        ("朝 阳 区", "110105"),
        ("朝陽區", "110105"),
        ("chaoyang qu", "110105"),
        ("Chaoyang District", "110105"),
        ("Beijing, Haidian", "110108"),
        ("110105.0", "110105"),
        ("密云县", "110118"),
        ("延庆县", "110119"),
        ("崇文区", "110101"),
        ("宣武区", "110102"),
        ("海淀区上地", "110108"),
        ("昌平区回龙观", "110114"),
        ("朝阳区（CBD）", "110105"),
        ("大兴区（亦庄）", "110115"),
        ("通县", "110112"),
        ("昌平縣", "110114"),
        ("110105000000", "110105"),
        ("Chaoyang Dist.", "110105"),
        ("海淀区等", "110108"),
    ],
)
def test_a_district_as_people_write_it(register: Register, said: str, district: str) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", "所在区"), ("甲", said)))
    assert intake.projects["district"].tolist() == [district]
    assert not codes_of(intake).get(2, set()) & {"district_unknown", "district_several"}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("所在区", "朝阳区、通州区"),
        ("所在区", "东城区,西城区"),
        ("所在区", "朝阳/海淀"),
        ("所在区", "海淀昌平"),
        ("所在区", "海淀-昌平"),
        ("所在区", "Chaoyang & Tongzhou"),
        ("建设地点", "海淀与昌平交界"),
        ("建设地点", "跨朝阳、通州两区"),
        ("建设地点", "东城区王府井/西城区金融街"),
        ("建设地点", "海淀区、昌平区交界处"),
        ("建设地点", "海淀区中关村大街与朝阳区无关"),
    ],
)
def test_several_districts_stay_unplaced_and_say_so(
    register: Register, header: str, said: str
) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", header), ("甲", said)))
    assert codes_of(intake) == {2: {"district_several"}}
    project = intake.projects.iloc[0]
    assert project[["district", "place"]].isna().all()
    assert said in project["note_zh"] + project["location_zh"]


@pytest.mark.parametrize(
    ("header", "said", "name"),
    [
        ("建设地点", "上海市浦东新区", "上海市"),
        ("建设地点", "河北省廊坊市广阳区", "河北省"),
        ("建设地点", "大兴国际机场临空经济区（廊坊片区）", "河北省"),
        ("所在区", "浦东新区", "上海市"),
        ("所在区", "上海", "上海市"),
        ("所在区", "天津滨海新区", "天津市"),
        ("所在区", "吉林省长春市朝阳区", "吉林省"),
        ("所在区", "Langfang, Hebei", "河北省"),
        ("建设地点", "江苏苏州工业园区", "江苏省"),
        ("建设地点", "南京市玄武区", "江苏省"),
        ("建设地点", "四川成都高新区", "四川省"),
    ],
)
def test_another_province_is_refused_by_name(
    register: Register, header: str, said: str, name: str
) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", header), ("甲", said)))
    assert intake.rejected == [2]
    finding = intake.findings[0]
    assert finding.code == "other_province"
    assert name in str(finding.facts["province"])


@pytest.mark.parametrize("said", ["上海大厦", "天津银行北京分行", "内蒙古大厦", "香港"])
def test_a_name_is_no_province(register: Register, said: str) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", "建设地点"), ("甲", said)))
    assert intake.rejected == []


def test_what_a_known_word_says_in_brackets_is_kept(register: Register) -> None:
    rows = (("项目名称", "行业", "进展"), ("甲", "金融（银行）", "在建（80%）"))
    intake = taken(register, "a.csv", csv_of(*rows))
    project = intake.projects.iloc[0]
    assert (project["sector"], project["status"]) == ("finance", "under_construction")
    assert (project["industry_zh"], codes_of(intake)) == ("金融（银行）", {})
    assert "在建（80%）" in project["note_zh"]


def test_what_a_word_means_can_be_said(register: Register) -> None:
    rows = (("项目名称", "所属行业", "进展", "所在区"), ("甲", "造船", "起飞", "临空区"))
    values = values_said(["sector:造船=professional", "status:起飞=在建", "district:临空区=110113"])
    intake = taken(register, "a.csv", csv_of(*rows), Choices(values=values))
    project = intake.projects.iloc[0]
    assert (project["sector"], project["status"]) == ("professional", "under_construction")
    assert (project["district"], codes_of(intake)) == ("110113", {})


@pytest.mark.parametrize(
    ("said", "sector"),
    [
        ("科技服务领域", "technology"),
        ("互联网信息领域", "digital"),
        ("金融服务领域", "finance"),
        ("商务和旅游领域", "commerce"),
        ("文化旅游领域", "culture"),
        ("教育服务领域", "education"),
        ("健康医疗领域", "health"),
        ("专业服务领域", "professional"),
        ("航空服务领域", "aviation"),
        ("信息传输、软件和信息技术服务业", "digital"),
        ("租赁和商务服务业", "commerce"),
        ("卫生和社会工作", "health"),
        ("文化、体育和娱乐业", "culture"),
        ("商务和旅游服务领域", "commerce"),
        ("健康医疗服务领域", "health"),
        ("J 金融业", "finance"),
        ("J66 货币金融服务", "finance"),
        ("I65 软件和信息技术服务业", "digital"),
        ("M73 研究和试验发展", "technology"),
        ("批发业", "commerce"),
        ("金融（银行）", "finance"),
        ("Culture & tourism", "culture"),
        ("醫療健康", "health"),
        ("制造业", None),
        ("金融、科技", None),
        ("金融/科技", None),
    ],
)
def test_sectors(register: Register, said: str, sector: str | None) -> None:
    projects = taken(register, "a.csv", csv_of(("项目名称", "行业"), ("甲", said))).projects
    assert projects["sector"].fillna("").tolist() == [sector or ""]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("续建", "under_construction"),
        ("新开工", "under_construction"),
        ("主体封顶", "under_construction"),
        ("竣工", "operating"),
        ("已竣工", "operating"),
        ("完工", "operating"),
        ("投产运营", "operating"),
        ("前期", "announced"),
        ("洽谈", "announced"),
        ("已签约未落地", "signed"),
        ("已签约未开工", "signed"),
        ("主体施工阶段", "under_construction"),
        ("在建（续建）", "under_construction"),
        ("設備調試", "under_construction"),
        ("试营业", "operating"),
        ("竣工驗收", "operating"),
        ("拟签约", "announced"),
        ("办理前期手续", "announced"),
        ("已落户", "landed"),
    ],
)
def test_statuses(register: Register, said: str, status: str) -> None:
    intake = taken(register, "a.csv", csv_of(("项目名称", "进展情况"), ("甲", said)))
    assert (intake.projects["status"].tolist(), codes_of(intake)) == ([status], {})
