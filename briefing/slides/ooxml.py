"""What python-pptx has no name for, or only a private one: this module alone reaches for those."""

from copy import deepcopy
from typing import Final
from unicodedata import name
from uuid import NAMESPACE_OID, uuid5

from lxml import etree
from pptx.chart.axis import CategoryAxis
from pptx.dml.color import ColorFormat
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER_TYPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.oxml.xmlchemy import BaseOxmlElement
from pptx.shapes.autoshape import Shape
from pptx.shapes.base import BaseShape
from pptx.shapes.graphfrm import GraphicFrame
from pptx.shapes.picture import Picture
from pptx.slide import Slide, SlideLayout, SlideMaster
from pptx.table import Table, _Cell
from pptx.text.text import Font, _Paragraph, _Run
from pptx.util import Length, Pt

from briefing.paper.page.palette import CHOSEN, EDGE, INK, PAPER, QUIET
from briefing.slides.room import Style
from layers.palette import BAR

EAST_ASIAN: Final = "Microsoft YaHei"
"""The font of Chinese on every run: on all Windows and in Office; others fall back to their own."""

IDEOGRAPH: Final = "CJK UNIFIED IDEOGRAPH"
"""How Unicode begins the name of a Chinese character."""

SVG_TYPE: Final = "image/svg+xml"
_A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ASVG: Final = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION: Final = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"

THEME_COLORS: Final = {
    INK: MSO_THEME_COLOR.TEXT_1,
    PAPER: MSO_THEME_COLOR.BACKGROUND_1,
    QUIET: MSO_THEME_COLOR.TEXT_2,
    EDGE: MSO_THEME_COLOR.BACKGROUND_2,
    CHOSEN: MSO_THEME_COLOR.ACCENT_1,
    BAR: MSO_THEME_COLOR.ACCENT_2,
}
"""What stands for our colours in a theme: in ours they are the same, in another its own."""

_TABLE_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's "No Style, No Grid": the colours of a table are ours."""


def write_run(paragraph: _Paragraph, text: str, style: Style | None) -> _Run:
    """Write a text as one run, its Chinese in our font; without a style as the template has it."""
    run = paragraph.add_run()
    run.text = plain_line(text)
    if style:
        run.font.size, run.font.bold = Pt(style.size), style.bold
        paint(run.font.color, style.color)
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


def set_chart_font(font: Font, size: Length) -> None:
    """Set the size and the fonts of a chart's letters."""
    font.size = size
    paint(font.color, INK)
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


def take_over(slide: Slide, kind: PP_PLACEHOLDER_TYPE) -> Shape | None:
    """Give a slide the place of a kind that its layout has, for a foot or a number.

    Returns
    -------
    The shape on the slide, with what the layout has written in it; None where it has no such place.
    """
    found = (p for p in slide.slide_layout.placeholders if p.placeholder_format.type == kind)
    place = next(found, None)
    if place is None:
        return None
    copy = deepcopy(place._element)  # noqa: SLF001 (likewise)
    tree = slide.shapes._spTree  # noqa: SLF001 (likewise)
    ids = [int(one) for one in tree.xpath("//@id") if one.isdigit()]
    copy.nvSpPr.cNvPr.set("id", str(max(ids) + 1))
    tree.append(copy)
    return place_of(slide, kind)


def place_of(slide: Slide, kind: PP_PLACEHOLDER_TYPE) -> Shape | None:
    """Return the place of a kind that a slide has, if any."""
    found = (p for p in slide.placeholders if p.placeholder_format.type == kind)
    return next(found, None)


def write_number(paragraph: _Paragraph, number: int, style: Style | None) -> None:
    """Write the number of the slide as a field, which follows when slides are moved."""
    element = paragraph._p  # noqa: SLF001 (likewise)
    for old in element.findall(qn("a:fld")) + element.findall(qn("a:r")):
        element.remove(old)
    size = f' sz="{Pt(style.size).centipoints}"' if style else ""
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{{uuid5(NAMESPACE_OID, str(number))}}}" type="slidenum">'
        f"<a:rPr{size}/><a:t>{number}</a:t></a:fld>"
    )
    element.insert_element_before(field, "a:endParaRPr")


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


def name_layout(layout: SlideLayout, name: str) -> None:
    """Call a layout by a name, which PowerPoint shows where one chooses a layout."""
    layout._element.cSld.set("name", name)  # noqa: SLF001 (likewise)


def write_styles(master: SlideMaster, title: Length, body: Length) -> None:
    """Write the titles of a master at the left in bold, and its texts, in sizes of their own."""
    styles = master._element.find(qn("p:txStyles"))  # noqa: SLF001 (likewise)
    heading = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    heading.set("algn", "l")
    heading.find(qn("a:defRPr")).set("sz", str(title.centipoints))
    heading.find(qn("a:defRPr")).set("b", "1")
    for letters in styles.find(qn("p:bodyStyle")).iter(qn("a:defRPr")):
        letters.set("sz", str(body.centipoints))


def drop(shape: BaseShape) -> None:
    """Take a shape off its slide."""
    shape._element.getparent().remove(shape._element)  # noqa: SLF001 (likewise)


def kind_of_layout(layout: SlideLayout) -> str:
    """Return what a layout is for, such as ``title`` or ``titleOnly`` (ECMA-376)."""
    return str(layout._element.get("type", ""))  # noqa: SLF001 (likewise)


def align_levels(place: Shape, side: str) -> None:
    """Align the letters of a place at ``l`` or ``r``, in the quiet colour of the theme."""
    for level in place._element.txBody.find(qn("a:lstStyle")):  # noqa: SLF001 (likewise)
        level.set("algn", side)
        for color in level.iter(qn("a:schemeClr")):
            color.clear()
            color.set("val", MSO_THEME_COLOR.to_xml(THEME_COLORS[QUIET]))


def add_stripe(master: SlideMaster, width: Length, height: Length) -> None:
    """Draw a stripe of the theme's colour at the left edge of all slides, behind all else."""
    accent = MSO_THEME_COLOR.to_xml(THEME_COLORS[CHOSEN])
    stripe = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="99" name="Stripe"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f'</a:prstGeom><a:solidFill><a:schemeClr val="{accent}"/></a:solidFill></p:spPr></p:sp>'
    )
    master.shapes._spTree.insert(2, stripe)  # noqa: SLF001 (likewise)


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
    name = MSO_THEME_COLOR.to_xml(THEME_COLORS[color])
    line = etree.fromstring(
        f'<a:lnB xmlns:a="{_A}" w="6350">'
        f'<a:solidFill><a:schemeClr val="{name}"/></a:solidFill></a:lnB>'
    )
    properties.insert(0, line)


def paint(format_: ColorFormat, color: str) -> None:
    """Give something the colour of the theme that stands for one of ours, such as ``#b45309``."""
    format_.theme_color = THEME_COLORS[color]
