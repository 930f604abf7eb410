"""A deck of slides in millimetres: a presentation being made, from our own master or a template."""

import datetime as dt
from io import BytesIO
from typing import Final

from pptx.enum.shapes import PP_PLACEHOLDER_TYPE
from pptx.presentation import Presentation as PresentationFile
from pptx.slide import Slide, SlideLayout
from pptx.util import Mm

from briefing.slides.deck_slide import TITLES, Canvas, DeckSlide
from briefing.slides.master import HEIGHT, own_presentation
from briefing.slides.ooxml import drop, kind_of_layout, plain_line, say_languages
from briefing.slides.template import open_template
from geo.words.text import Text

LEAST_WIDTH: Final = 254.0
"""A slide of 4 : 3 is so wide in mm; a narrower one is seen as if it were."""

LONGEST_PROPERTY: Final = 255


class Deck:
    """A presentation being made, its lengths in mm whatever size the template's slides have."""

    def __init__(self, text: Text, template: bytes | PresentationFile | None = None) -> None:
        """Start from a user's template, whose own slides are left out, or from our own master.

        A presentation that is open already keeps its slides.

        Raises
        ------
        TemplateError
            The template is no presentation, or not one that slides can be made from.
        """
        if isinstance(template, bytes):
            self._file = open_template(template)
        else:
            self._file = template or own_presentation(text)
        ratio = self._file.slide_width / self._file.slide_height
        self.width = max(LEAST_WIDTH, HEIGHT * ratio)
        self.height = self.width / ratio
        unit = self._file.slide_width / Mm(self.width)
        self._canvas = Canvas(unit, self.height, template is not None)
        layouts = list(self._file.slide_layouts)
        self._layout = _layout_for("titleOnly", layouts) or _plainest_layout(layouts)
        self._cover = _layout_for("title", layouts) or self._layout

    def add_slide(self, *, is_cover: bool = False) -> DeckSlide:
        """Return a new slide at the end, in the layout that is meant for it."""
        layout = self._cover if is_cover else self._layout
        return self.page_of(self._file.slides.add_slide(layout))

    def page_of(self, slide: Slide) -> DeckSlide:
        """Return a slide of the presentation to draw on."""
        return DeckSlide(self._canvas, slide)

    @property
    def pages(self) -> list[DeckSlide]:
        """The slides so far."""
        return [self.page_of(slide) for slide in self._file.slides]

    def save(self, title: str, author: str, made_on: dt.date, language: str) -> bytes:
        """Return the file; ``language`` is that of all that is not Chinese."""
        for slide in self._file.slides:
            _drop_empty_places(slide)
            say_languages(slide, language)
        properties = self._file.core_properties
        for name, words in (("title", title), ("author", author), ("last_modified_by", author)):
            setattr(properties, name, plain_line(words)[:LONGEST_PROPERTY])
        made = dt.datetime.combine(made_on, dt.time())
        properties.created = properties.modified = made
        file = BytesIO()
        self._file.save(file)
        return file.getvalue()


def _layout_for(kind: str, layouts: list[SlideLayout]) -> SlideLayout | None:
    """Return the first layout of a kind that has a title, if any."""
    found = (one for one in layouts if kind_of_layout(one) == kind and _kinds(one) & TITLES)
    return next(found, None)


def _kinds(layout: SlideLayout) -> set[PP_PLACEHOLDER_TYPE]:
    return {place.placeholder_format.type for place in layout.placeholders}


def _drop_empty_places(slide: Slide) -> None:
    """Take out the places in which nothing was written: they would ask for it."""
    for place in list(slide.placeholders):
        if place.has_text_frame and not place.text_frame.text:
            drop(place)


def _plainest_layout(layouts: list[SlideLayout]) -> SlideLayout:
    """Return the layout with a title and the least else, or the one with the fewest places."""

    def places(layout: SlideLayout) -> tuple[bool, int]:
        kinds = [place.placeholder_format.type for place in layout.placeholders]
        return not TITLES.intersection(kinds), len(kinds)

    return min(layouts, key=places)
