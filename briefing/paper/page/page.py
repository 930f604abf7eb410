"""A page in millimetres: text, lines and boxes, x to the right and y down from the top left."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from copy import copy
from dataclasses import dataclass
from typing import Final, Self

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle as Filled
from matplotlib.text import Text

from briefing.paper.page.fonts import BOLD, REGULAR, font_of, line_height, printable, width_of, wrap
from briefing.paper.page.line import LEFT_OF, Align, Line
from briefing.paper.page.palette import INK, PAPER
from briefing.paper.page.plain_axes import PlainAxes
from briefing.paper.page.structure import Rectangle, Structure

MM_PER_INCH: Final = 25.4
ASCENT: Final = 0.8
"""From the top of a line of text to its baseline, in heights of the line."""


@dataclass(frozen=True)
class Box:
    """A rectangle in mm on a page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """The y of its bottom edge."""
        return self.top + self.height


class Page:
    """A matplotlib figure addressed in mm. It knows no pyplot, so pages may be drawn in threads.

    Its ``structure`` grows with its texts, in the order in which they are written.
    """

    def __init__(self, width: float, height: float, scale: float = 1) -> None:
        """Take a clean page; ``scale`` multiplies every font size."""
        self.width, self.height, self.scale = width, height, scale
        self.figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), facecolor=PAPER)
        self.structure = Structure()
        self._axes = self.axes(Box(0, 0, width, height))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.axis("off")

    def picture(self, box: Box, alt: str) -> Axes:
        """Return axes that fill a box, to draw a map in; a text says what it will show."""
        axes = self.axes(box)
        with self.structure.element("Figure", alt):
            axes.set_gid(self.structure.mark())
        return axes

    def axes(self, box: Box) -> Axes:
        """Return axes that fill a box."""
        left, bottom = box.left / self.width, 1 - box.bottom / self.height
        rectangle = (left, bottom, box.width / self.width, box.height / self.height)
        axes: Axes = self.figure.add_axes(PlainAxes(self.figure, rectangle))
        return axes

    def line_height(self, size: float) -> float:
        """Return the height in mm of a line of text."""
        return line_height(size * self.scale)

    def width_of(self, words: str, size: float) -> float:
        """Return the width in mm of a line of text."""
        return width_of(words, size * self.scale)

    def text(  # noqa: PLR0913 (what a text may have)
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        color: str = INK,
        bold: bool = False,
        align: Align = "left",
        target: str | int | None = None,
    ) -> None:
        """Write one line of text with its baseline at y; it may lead to an address or a page."""
        font, said = font_of(size * self.scale, bold=bold), printable(words)
        text = Line(x, y, said, font, color=color, align=align)
        self._axes.add_artist(text)
        with self.structure.text():
            if target in {None, ""}:
                text.set_gid(self.structure.mark())
            else:
                text.set_url(target if isinstance(target, str) else None)
                rectangle = self._rectangle(x, y, said, size, align)
                text.set_gid(self.structure.link(rectangle, said, target))

    def _rectangle(self, x: float, y: float, words: str, size: float, align: Align) -> Rectangle:
        """Return where a text stands that is written at x, with its baseline at y."""
        width, height = self.width_of(words, size), self.line_height(size)
        left = x - LEFT_OF[align] * width
        return left, y - ASCENT * height, left + width, y + (1 - ASCENT) * height

    def lines(  # noqa: PLR0913
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        color: str = INK,
        bold: bool = False,
        align: Align = "left",
        target: str | int | None = None,
    ) -> float:
        """Write lines of text below y and return where the next would begin."""
        height = self.line_height(size)
        with self.structure.text():
            for number, line in enumerate(lines):
                baseline = y + (number + ASCENT) * height
                self.text(
                    x, baseline, line, size, color=color, bold=bold, align=align, target=target
                )
        return y + len(lines) * height

    def element(self, role: str, alt: str = "", scope: str = "") -> AbstractContextManager[None]:
        """Let what is written within be an element of the structure, such as a heading."""
        return self.structure.element(role, alt, scope)

    def wrap(
        self,
        words: str,
        width: float,
        size: float,
        *,
        bold: bool = False,
        most_lines: int | None = None,
    ) -> list[str]:
        """Break a text into lines no wider than ``width`` mm."""
        return wrap(words, width, size * self.scale, BOLD if bold else REGULAR, most_lines)

    def fit(
        self,
        words: str,
        width: float,
        sizes: Sequence[float],
        most_lines: int,
        *,
        bold: bool = False,
    ) -> tuple[float, list[str]]:
        """Return the largest size at which a text takes no more than some lines, and its lines.

        Where none is small enough the smallest takes as many lines as it needs.
        """
        for size in sizes:
            lines = self.wrap(words, width, size, bold=bold)
            if len(lines) <= most_lines:
                break
        return size, lines

    def scaled(self, share: float) -> Self:
        """Return this page with letters and gaps of a share of their size."""
        page = copy(self)
        page.scale = share * self.scale
        return page

    def rule(self, left: float, right: float, y: float, color: str, weight: float = 0.5) -> None:
        """Draw a horizontal line, its weight in points."""
        self._axes.add_artist(Line2D((left, right), (y, y), color=color, linewidth=weight))

    def fill(self, box: Box, color: str, edge: str = "none", hatch: str = "") -> None:
        """Fill a box, hatched in the colour of its edge."""
        patch = Filled((box.left, box.top), box.width, box.height, facecolor=color)
        patch.set_edgecolor(edge)
        patch.set(hatch=hatch or None, hatch_linewidth=0.4)
        self._axes.add_artist(patch)

    @property
    def texts(self) -> list[Text]:
        """Every text on the page."""
        return self.figure.findobj(Text)

    @property
    def drawing(self) -> Axes:
        """The axes of the whole page, in mm, for shapes of one's own."""
        return self._axes
