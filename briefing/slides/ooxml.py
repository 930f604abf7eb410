"""What python-pptx has no name for, or only a private one: this module alone reaches for those."""

from typing import Final
from unicodedata import name

from lxml import etree
from pptx.chart.axis import CategoryAxis
from pptx.dml.color import RGBColor
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.picture import Picture
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import Font, _Paragraph, _Run
from pptx.util import Length, Pt

from briefing.paper.palette import INK
from briefing.slides.room import Style

EAST_ASIAN: Final = "Microsoft YaHei"
"""The font of Chinese on every run: on all Windows and in Office; others fall back to their own."""

IDEOGRAPH: Final = "CJK UNIFIED IDEOGRAPH"
"""How Unicode begins the name of a Chinese character."""

SVG_TYPE: Final = "image/svg+xml"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_FIELD: Final = "{6B1F7A52-2C44-4C8E-9D0B-5E1B7B2C7A10}"
"""Any number that is unique: PowerPoint asks a field for one."""

_TABLE_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": the colours of a table are ours."""


def write_run(paragraph: _Paragraph, text: str, style: Style | None) -> _Run:
    """Write a text as one run, its Chinese in our font; without a style as the template has it."""
    run = paragraph.add_run()
    run.text = plain_line(text)
    if style:
        run.font.size, run.font.bold = Pt(style.size), style.bold
        run.font.color.rgb = rgb(style.color)
        run.font.name = style.latin or None
    set_east_asian(run._r.get_or_add_rPr())  # noqa: SLF001 (python-pptx has no name for it)
    return run


def size_empty(paragraph: _Paragraph, size: float) -> None:
    """Make an empty paragraph as high as one of a font size in points; it would be 18 else."""
    ending = paragraph._p.get_or_add_endParaRPr()  # noqa: SLF001 (likewise)
    ending.set("sz", str(Pt(size).centipoints))


def plain_line(text: str) -> str:
    """Return a text on one line, without the characters that XML cannot hold."""
    return "".join(c for c in " ".join(text.split()) if c.isprintable())


def set_east_asian(properties: BaseOxmlElement) -> None:
    """Set the font of Chinese in a run's properties, where the schema's order wants it."""
    for old in properties.findall(qn("a:ea")):
        properties.remove(old)
    font = etree.SubElement(properties, qn("a:ea"))
    font.set("typeface", EAST_ASIAN)
    later = [qn(f"a:{tag}") for tag in ("cs", "sym", "hlinkClick", "hlinkMouseOver", "rtl")]
    for element in [child for child in properties if child.tag in later]:
        properties.append(element)


def set_chart_font(font: Font, size: Length, latin: str) -> None:
    """Set the size and the fonts of a chart's letters."""
    font.size, font.color.rgb, font.name = size, rgb(INK), latin or None
    set_east_asian(font._rPr)  # noqa: SLF001 (likewise)


def describe(picture: Picture, words: str) -> None:
    """Say what a picture shows to who cannot see it."""
    picture._element.nvPicPr.cNvPr.set("descr", plain_line(words))  # noqa: SLF001 (likewise)


def describe_frame(frame: GraphicFrame, words: str) -> None:
    """Say what a table or a chart shows to who cannot see it."""
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain_line(words))  # noqa: SLF001 (likewise)


def put_svg_behind(slide: Slide, picture: Picture, svg: bytes) -> None:
    """Give a picture its drawing too: programs that know SVG show that, others the picture.

    Microsoft's extension of DrawingML, [MS-ODRAWXML] 2.3.1.
    """
    package = slide.part.package
    address = package.next_partname("/ppt/media/drawing%d.svg")
    part = Part(address, SVG_TYPE, package, svg)
    drawn = etree.fromstring(
        f'<a:extLst xmlns:a="{_A}"><a:ext uri="{_SVG_EXTENSION}">'
        f'<asvg:svgBlip xmlns:asvg="{_ASVG}" xmlns:r="{_R}" '
        f'r:embed="{slide.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)}"/></a:ext></a:extLst>'
    )
    picture._element.find(f".//{qn('a:blip')}").append(drawn)  # noqa: SLF001 (likewise)


def write_number(paragraph: _Paragraph, number: int, style: Style) -> None:
    """Write the number of the slide as a field, which follows when slides are moved."""
    size = Pt(style.size).centipoints
    color = style.color.lstrip("#")
    field = etree.fromstring(
        f'<a:fld xmlns:a="{_A}" id="{_FIELD}" type="slidenum"><a:rPr sz="{size}"><a:solidFill>'
        f'<a:srgbClr val="{color}"/></a:solidFill></a:rPr><a:t>{number}</a:t></a:fld>'
    )
    paragraph._p.append(field)  # noqa: SLF001 (likewise)


def say_languages(slide: Slide, usual: str) -> None:
    """Say of every run in which language it is, for spelling and for reading aloud."""
    roots = [slide._element]  # noqa: SLF001 (likewise)
    if slide.has_notes_slide:
        roots.append(slide.notes_slide._element)  # noqa: SLF001 (likewise)
    for run in (run for root in roots for run in root.iter(qn("a:r"), qn("a:fld"))):
        words = run.findtext(qn("a:t")) or ""
        properties = run.find(qn("a:rPr"))
        if properties is None:
            properties = run.makeelement(qn("a:rPr"), {})
            run.insert(0, properties)
        is_chinese = any(name(letter, "").startswith(IDEOGRAPH) for letter in words)
        properties.set("lang", "zh-CN" if is_chinese else usual)


def label_every_bar(axis: CategoryAxis) -> None:
    """Name every category, however little room there is."""
    element = axis._element  # noqa: SLF001 (likewise)
    skip = element.makeelement(qn("c:tickLblSkip"), {"val": "1"})
    element.insert_element_before(skip, "c:tickMarkSkip", "c:noMultiLvlLbl", "c:extLst")


def undress(table: Table) -> None:
    """Take the template's bands and colours off a table."""
    table.horz_banding = False
    style = table._tbl.tblPr.find(qn("a:tableStyleId"))  # noqa: SLF001 (likewise)
    if style is not None:
        style.text = _TABLE_STYLE


def underline(cell: _Cell, color: str) -> None:
    """Draw a thin line below a cell."""
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 (likewise)
    line = etree.fromstring(
        f'<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="6350">'
        f'<a:solidFill><a:srgbClr val="{color.lstrip("#")}"/></a:solidFill></a:lnB>'
    )
    properties.insert(0, line)


def rgb(color: str) -> RGBColor:
    """Return a colour such as ``#b45309`` as a presentation holds it."""
    return RGBColor.from_string(color.lstrip("#").upper())
