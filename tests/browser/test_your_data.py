"""Bring your own register: upload, confirm the datum, map columns, read the report, fix, see it."""

import json
import re
from pathlib import Path
from urllib.parse import urljoin

from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.line import open_on_line
from tests.browser.map_page import UPLOADER, MapPage

HOSTILE = "<img src=x onerror=alert(1)>"
BROKEN = f"""称呼,经度,纬度,区,签约时间
{HOSTILE},116.4600,39.9100,朝阳,2021年2月
=cmd(),东边,40.0000,海淀,2021/2/3
${{alert(1)}},,,大兴,2021
"""


CHOSEN_FILE = '[data-testid="stFileChipName"]'
CHOSEN = 6
"""Files, of which six of fifteen were lost before."""


def upload(page: Page, path: Path) -> None:
    page.set_input_files(UPLOADER, path)
    expect(page.locator(CHOSEN_FILE)).to_have_text(path.name)


def open_data(page: MapPage) -> Page:
    page.page.get_by_role("link", name="导入数据").click()
    expect(page.page.locator(".st-key-data-upload")).to_be_visible()
    return page.page


def pick(page: Page, key: str, option: str) -> None:
    page.locator(
        f'[class*="st-key-{key}"] [data-baseweb="select"], [class*="st-key-{key}"]'
    ).locator("input").first.click()
    page.get_by_role("option", name=option, exact=True).click()


def confirm_datum(page: Page) -> None:
    """Say yes once the page is whole: a press on what an earlier answer asked is that one's."""
    MapPage(page).wait_for_answer()
    page.locator(".st-key-datum-yes button").click()


def test_upload_map_columns_report_fix_and_see_the_map(open_page: Opener, tmp_path: Path) -> None:
    page = open_page()
    shared = page.body.get_attribute("data-visible")
    data = open_data(page)
    broken = tmp_path / "名单.csv"
    broken.write_bytes(BROKEN.encode("gb18030"))
    upload(data, broken)

    expect(data.get_by_role("alert")).to_contain_text("名称")
    pick(data, "column-name-", "称呼")
    expect(data.locator(".st-key-datum-question")).to_contain_text("没有说明坐标系")
    expect(data.locator(".st-key-data-counts")).to_have_count(0)
    confirm_datum(data)

    counts = data.locator(".st-key-data-counts")
    expect(counts).to_contain_text("读入 3 行 = 通过 2 行（其中 0 行有提醒）+ 未通过 1 行")
    with data.expect_download() as rejected:
        data.locator(".st-key-data-rejected button").click()
    text = Path(rejected.value.path()).read_text("utf-8-sig")
    assert text.splitlines()[0] == "称呼,经度,纬度,区,签约时间,问题,建议"
    assert "'=cmd()" in text
    assert "“东边”不是坐标" in text
    with data.expect_download() as report:
        data.locator(".st-key-data-report button").click()
    assert Path(report.value.path()).read_bytes().startswith(b"PK")

    data.get_by_role("button", name="移除 名单.csv").click()
    fixed = tmp_path / "改好.csv"
    fixed.write_text(BROKEN.replace("东边", "116.3000").replace("称呼", "名称"))
    upload(data, fixed)
    confirm_datum(data)
    expect(counts).to_contain_text("读入 3 行 = 通过 3 行")
    data.locator(".st-key-data-use button").click()

    own = MapPage(data)
    own.wait_for_paint()
    assert own.visible == 2
    expect(data.locator(".st-key-own-banner")).to_contain_text("改好.csv")
    expect(own.table).to_contain_text(HOSTILE)
    expect(own.table).to_contain_text("${alert(1)}")

    other = open_page()
    assert other.body.get_attribute("data-visible") == shared
    expect(other.page.locator(".st-key-own-banner")).to_have_count(0)


def test_own_data_is_private_unkept_and_gone_when_cleared(
    open_page: Opener, address: str, tmp_path: Path
) -> None:
    page = open_page()
    data = open_data(page)
    path = tmp_path / "a.csv"
    path.write_text("name,lon (WGS84),lat\n秘密,116.46,39.91\n")
    upload(data, path)
    answers: list[tuple[str, str]] = []
    data.on(
        "response",
        lambda answer: answers.append((answer.url, answer.headers.get("cache-control", ""))),
    )
    data.locator(".st-key-data-use button").click()
    own = MapPage(data)
    own.wait_for_paint()
    expect(own.table).to_contain_text("秘密")
    private = {
        url: kept for url, kept in answers if re.search("/twozones/data/.*(arrow|details)", url)
    }
    assert private
    assert set(private.values()) == {"no-store"}
    for url in private:
        assert data.request.get(url).status == 200
    file = f"{address}{own.table.get_by_role('link', name='CSV').get_attribute('href')}"
    exported = data.request.get(file)
    assert "秘密" in exported.text()
    assert exported.headers["cache-control"] == "no-store"

    open_data(own).locator(".st-key-own-clear button").click()
    expect(data.locator(".st-key-own-banner")).to_have_count(0)
    for url in (*private, file):
        assert data.request.get(url).status == 404
    assert address in next(iter(private))


REFUSED = {
    "a.xlsm": (b"PK\x03\x04", "含有宏"),
    "a.zip": (b"PK\x03\x04", "内容与扩展名不符"),
    "a.csv": (b"\xff\xfe\x00\x00", "编码"),
    "a.exe": (b"MZ", "不支持"),
}


def test_a_refusal_is_one_sentence_and_the_page_goes_on(open_page: Opener, tmp_path: Path) -> None:
    data = open_data(open_page())
    for name, (content, said) in REFUSED.items():
        path = tmp_path / name
        path.write_bytes(content)
        upload(data, path)
        expect(data.get_by_role("alert")).to_contain_text(said)
        data.get_by_role("button", name=f"移除 {name}").click()
        expect(data.locator(".st-key-data-help")).to_be_visible()


def test_a_file_chosen_while_a_press_is_on_its_way_is_taken(
    open_page: Opener, tmp_path: Path
) -> None:
    """Both come at once where a line is slow: the page is run anew as the file is asked for."""
    page, line = open_on_line(open_page)
    data = open_data(page)
    for number in range(CHOSEN):
        first, second = tmp_path / f"{number}a.exe", tmp_path / f"{number}b.exe"
        for path in (first, second):
            path.write_bytes(b"MZ")
        upload(data, first)
        expect(data.get_by_role("alert")).to_contain_text("不支持")
        MapPage(data).wait_for_answer()
        line.holds_presses = True
        data.get_by_role("button", name=f"移除 {first.name}").click()
        data.set_input_files(UPLOADER, second)
        while len(line.presses) < 2:
            data.wait_for_timeout(20)
        line.deliver()
        expect(data.locator(CHOSEN_FILE)).to_have_text(second.name)
        data.get_by_role("button", name=f"移除 {second.name}").click()
        MapPage(data).wait_for_answer()


def workbook(path: Path, sheets: dict[str, list[list[object]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_what_a_word_means_is_said_once_for_all_its_rows(open_page: Opener, tmp_path: Path) -> None:
    data = open_data(open_page())
    path = tmp_path / "a.csv"
    path.write_text("项目名称,所在区,所属行业\n甲,朝阳区,造船\n乙,海淀区,造船\n")
    upload(data, path)
    counts = data.locator(".st-key-data-counts")
    expect(counts).to_contain_text("其中 2 行有提醒")
    expect(data.locator(".st-key-data-values")).to_contain_text("造船（2 行）")
    pick(data, "value-sector-", "专业服务")
    expect(counts).to_contain_text("其中 0 行有提醒")

    data.get_by_role("button", name="移除 a.csv").click()
    expect(counts).to_have_count(0)
    second = tmp_path / "b.csv"
    second.write_text("项目名称,所在区,所属行业\n丙,丰台区,造船\n")
    upload(data, second)
    expect(counts).to_contain_text("其中 1 行有提醒")
    expect(data.locator(".st-key-data-last-time")).to_contain_text("沿用")
    data.locator(".st-key-last-time-yes button").click()
    expect(counts).to_contain_text("其中 0 行有提醒")
    expect(data.locator(".st-key-data-last-time")).to_have_count(0)


def test_all_sheets_are_read_as_one_and_a_second_file_is_added(
    open_page: Opener, tmp_path: Path
) -> None:
    data = open_data(open_page())
    head = ["项目名称", "经度", "纬度"]
    path = workbook(
        tmp_path / "a.xlsx",
        {"朝阳区": [head, ["甲", 116.46, 39.91]], "海淀区": [head, ["乙", 116.3, 39.98]]},
    )
    upload(data, path)
    pick(data, "data-sheet", "所有工作表")
    expect(data.locator(".stMain")).to_contain_text("4 列中识别出 3 列")  # its name is a column
    confirm_datum(data)
    expect(data.locator(".st-key-data-counts")).to_contain_text("读入 2 行 = 通过 2 行")
    data.locator(".st-key-data-use button").click()
    own = MapPage(data)
    own.wait_for_paint()
    assert own.visible == 2

    open_data(own)
    second = tmp_path / "b.csv"
    second.write_text("项目名称,lon (WGS84),lat\n丙,116.66,39.9\n")
    upload(data, second)
    data.locator(".st-key-data-add button").click()
    own.wait_for_paint()
    expect(data.locator(".st-key-own-banner")).to_contain_text("b.csv")
    assert own.visible == 3


def test_a_parcel_is_drawn_and_filtered_with_its_project(open_page: Opener, tmp_path: Path) -> None:
    data = open_data(open_page())
    square = [[116.45, 39.9], [116.46, 39.9], [116.46, 39.91], [116.45, 39.91], [116.45, 39.9]]
    feature = {
        "type": "Feature",
        "properties": {"项目名称": "东坝地块", "所在区": "朝阳区", "行业": "金融"},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    }
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    upload(data, path)
    expect(data.locator(".st-key-data-counts")).to_contain_text("读入 1 行 = 通过 1 行")
    data.locator(".st-key-data-use button").click()
    own = MapPage(data)
    own.wait_for_paint()
    assert own.visible == 1
    expect(own.map.locator("path.footprint")).to_have_count(1)


def test_an_export_changed_in_excel_comes_back_with_that_change_alone(
    open_page: Opener, tmp_path: Path
) -> None:
    page = open_page()
    link = page.table.get_by_role("link", name="Excel").or_(
        page.table.get_by_role("link", name="XLSX")
    )
    exported = page.page.request.get(urljoin(page.page.url, link.first.get_attribute("href") or ""))
    path = tmp_path / "a.xlsx"
    path.write_bytes(exported.body())
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    cell = sheet.cell(2, heads.index("进展") + 1)
    cell.value = "已签约" if cell.value != "已签约" else "已落地"
    book.save(path)
    data = open_data(page)
    upload(data, path)
    expect(data.locator(".st-key-data-changes")).to_contain_text("新增 0 · 删除 0 · 改动 1")
