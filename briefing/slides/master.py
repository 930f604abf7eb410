"""Our own master at 16:9: theme colours, fonts, and two layouts, of a cover and of all else.

It is made of the presentation that python-pptx brings, whose parts are valid as they are.
"""

from collections.abc import Mapping
from typing import Final

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER_TYPE
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Mm, Pt

from briefing.paper.page.page import Box
from briefing.paper.page.palette import CHOSEN, EDGE, INK, PAPER, QUIET
from briefing.slides.ooxml import (
    EAST_ASIAN,
    add_stripe,
    align_levels,
    kind_of_layout,
    name_layout,
    write_styles,
)
from geo.words.text import Text
from layers.palette import BAR, LIGHT

Places = Mapping[PP_PLACEHOLDER_TYPE, Box]

WIDTH, HEIGHT = 338.67, 190.5
MARGIN: Final = 14.0
STRIPE: Final = 2.2
LATIN: Final = "Arial"
TITLE_POINTS: Final = 22
BODY_POINTS: Final = 14

THEME: Final = {
    "dk1": INK,
    "lt1": PAPER,
    "dk2": QUIET,
    "lt2": EDGE,
    "accent1": CHOSEN,
    "accent2": BAR,
    **{f"accent{at}": hue for at, hue in enumerate(LIGHT.areas, start=3)},
    "accent6": LIGHT.other,
    "hlink": CHOSEN,
    "folHlink": QUIET,
}
"""The colours of the theme, by their names in DrawingML."""

LAYOUTS: Final = {"title": "slides.layout_cover", "titleOnly": "slides.layout_content"}
"""The layouts that are kept, by their type, and what they are called."""

INNER: Final = WIDTH - 2 * MARGIN
PLACES: Final[Places] = {
    PP_PLACEHOLDER_TYPE.TITLE: Box(MARGIN, 9, INNER, 12),
    PP_PLACEHOLDER_TYPE.BODY: Box(MARGIN, 32, INNER, 135),
    PP_PLACEHOLDER_TYPE.DATE: Box(MARGIN, 178, 40, 6),
    PP_PLACEHOLDER_TYPE.FOOTER: Box(MARGIN, 171, INNER - 30, 12),
    PP_PLACEHOLDER_TYPE.SLIDE_NUMBER: Box(WIDTH - MARGIN - 20, 176.5, 20, 6),
}
"""Where the places of the master stand, in mm."""

COVER: Final[Places] = {
    PP_PLACEHOLDER_TYPE.CENTER_TITLE: Box(MARGIN, 23, INNER, 30),
    PP_PLACEHOLDER_TYPE.SUBTITLE: Box(MARGIN, 57, INNER, 26),
}

PROMPTS: Final = {
    PP_PLACEHOLDER_TYPE.TITLE: "slides.prompt_title",
    PP_PLACEHOLDER_TYPE.CENTER_TITLE: "slides.prompt_title",
    PP_PLACEHOLDER_TYPE.SUBTITLE: "slides.prompt_text",
    PP_PLACEHOLDER_TYPE.BODY: "slides.prompt_text",
}
"""What the places ask for while nothing is written in them."""


def own_presentation(text: Text) -> PresentationFile:
    """Return a presentation without slides in our own look, its layouts named in a language."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Mm(WIDTH), Mm(HEIGHT)
    master = presentation.slide_master
    _paint(master)
    write_styles(master, Pt(TITLE_POINTS), Pt(BODY_POINTS))
    _place(master, PLACES, text)
    add_stripe(master, Mm(STRIPE), Mm(HEIGHT))
    for layout in list(presentation.slide_layouts):
        kind = kind_of_layout(layout)
        if kind in LAYOUTS:
            name_layout(layout, text(LAYOUTS[kind]))
            _place(layout, COVER, text)
        else:
            presentation.slide_layouts.remove(layout)
    return presentation


def _paint(master: SlideMaster) -> None:
    """Give the theme of a master our colours and fonts."""
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Two Zones")
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "Two Zones")
    for name, color in THEME.items():
        slot = scheme.find(qn(f"a:{name}"))
        slot.clear()
        etree.SubElement(slot, qn("a:srgbClr"), val=color.lstrip("#").upper())
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    for family in (qn("a:majorFont"), qn("a:minorFont")):
        fonts.find(f"{family}/{qn('a:latin')}").set("typeface", LATIN)
        fonts.find(f"{family}/{qn('a:ea')}").set("typeface", EAST_ASIAN)
        fonts.find(f"{family}/{qn('a:font')}[@script='Hans']").set("typeface", EAST_ASIAN)
    part.blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _place(
    layout: SlideMaster | SlideLayout, boxes: Mapping[PP_PLACEHOLDER_TYPE, Box], text: Text
) -> None:
    """Put the places of a master or a layout where they belong, their letters at the top left."""
    for place in layout.placeholders:
        kind = place.placeholder_format.type
        if kind in PROMPTS:
            place.text_frame.text = text(PROMPTS[kind])
        if kind in boxes:
            box, frame = boxes[kind], place.text_frame
            place.left, place.top = Mm(box.left), Mm(box.top)
            place.width, place.height = Mm(box.width), Mm(box.height)
            frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
            frame.vertical_anchor = MSO_ANCHOR.TOP
            align_levels(place, "r" if kind == PP_PLACEHOLDER_TYPE.SLIDE_NUMBER else "l")
