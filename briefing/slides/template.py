"""A user's own presentation as the template of a deck: opened with care, emptied of its slides."""

from io import BytesIO
from typing import Final
from zipfile import BadZipFile, ZipFile

from lxml.etree import LxmlError
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck

from geo.errors import TemplateError

BROKEN: Final = (
    PythonPptxError,
    LxmlError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
)
"""What python-pptx raises where a file is not what it should be."""

MOST_BYTES: Final = 30_000_000
"""The largest template taken, in bytes."""

MOST_UNPACKED: Final = 300_000_000
MOST_MEMBERS: Final = 5000


def open_template(content: bytes) -> Deck:
    """Return the presentation of a ``.pptx`` file, without its slides, as `open_form`."""
    presentation = open_form(content)
    try:
        _drop_slides(presentation)
    except BROKEN as error:
        raise TemplateError from error
    return presentation


def open_form(content: bytes) -> Deck:
    """Return the presentation of a ``.pptx`` file with its slides.

    Raises
    ------
    TemplateError
        The file is too large, is no presentation, or has no layout to make slides from.
    """
    _check_size(content)
    try:
        presentation = Presentation(BytesIO(content))
        usable = len(presentation.slide_layouts) > 0 and presentation.slide_width > 0
    except BROKEN as error:
        raise TemplateError from error
    if not usable:
        raise TemplateError
    return presentation


def _check_size(content: bytes) -> None:
    """Refuse what is no zip file, or would take too much memory unpacked."""
    try:
        members = ZipFile(BytesIO(content)).infolist()
    except BadZipFile as error:
        raise TemplateError from error
    unpacked = sum(member.file_size for member in members)
    if max(len(content) / MOST_BYTES, unpacked / MOST_UNPACKED, len(members) / MOST_MEMBERS) > 1:
        raise TemplateError


def _drop_slides(presentation: Deck) -> None:
    """Take out the slides, and the sections and shows that name them."""
    root = presentation.element
    slides = root.sldIdLst
    for slide in list(slides if slides is not None else ()):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    for naming in (qn("p:extLst"), qn("p:custShowLst")):
        for element in root.findall(naming):
            root.remove(element)
