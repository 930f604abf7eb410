"""A page in millimetres: text, lines and boxes, x to the right and y down from the top left."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Final, Literal, Self

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from briefing.paper.fonts import BOLD, REGULAR, font_of, line_height, printable, width_of, wrap
from briefing.paper.palette import INK, PAPER

MM_PER_INCH: Final = 25.4
ASCENT: Final = 0.8
"""From the top of a line of text to its baseline, in heights of the line."""

Align = Literal["left", "center", "right"]


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
    """A matplotlib figure addressed in mm. It knows no pyplot, so pages may be drawn in threads."""

    def __init__(self, width: float, height: float, scale: float = 1) -> None:
        """Take a clean page; ``scale`` multiplies every font size."""
        self.width, self.height, self.scale = width, height, scale
        self.figure = Figure(figsize=(width / MM_PER_INCH, height / MM_PER_INCH), facecolor=PAPER)
        self._axes = self.axes(Box(0, 0, width, height))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.axis("off")

    def axes(self, box: Box) -> Axes:
        """Return axes that fill a box, to draw a map in."""
        left, bottom = box.left / self.width, 1 - box.bottom / self.height
        axes: Axes = self.figure.add_axes(
            (left, bottom, box.width / self.width, box.height / self.height)
        )
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
        url: str = "",
    ) -> None:
        """Write one line of text with its baseline at y; it may lead to an address."""
        font = font_of(size * self.scale, bold=bold)
        text = self._axes.text(
            x, y, printable(words), fontproperties=font, color=color, ha=align, va="baseline"
        )
        text.set_url(url or None)

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
        url: str = "",
    ) -> float:
        """Write lines of text below y and return where the next would begin."""
        height = self.line_height(size)
        for number, line in enumerate(lines):
            baseline = y + (number + ASCENT) * height
            self.text(x, baseline, line, size, color=color, bold=bold, align=align, url=url)
        return y + len(lines) * height

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
        patch = Rectangle((box.left, box.top), box.width, box.height, facecolor=color)
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
