"""A line of text on paper, which a renderer may draw without laying it out."""

import math
from pathlib import Path
from typing import Final, Literal

import numpy as np
from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from briefing.paper.page.fonts import BASELINE, MM_PER_POINT, width_of
from briefing.paper.page.palette import INK

AS_MEASURED: Final = ("-kern",)
"""How letters follow each other: each by its advance alone, in every format."""

Align = Literal["left", "center", "right"]
LEFT_OF: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Where a text begins, in its widths to the left of where it is put."""


class Line(Text):
    """A line of text that is put somewhere by its baseline, and turned about that by an angle.

    It is drawn as measured, without matplotlib's layout; a renderer may have a ``draw_line`` of its
    own for that.
    """

    def __init__(  # noqa: PLR0913 (what a line may have)
        self,
        x: float,
        y: float,
        words: str,
        font: FontProperties,
        *,
        color: str = INK,
        align: Align = "left",
        angle: float = 0.0,
        at: float = 3.0,
    ) -> None:
        """Take a line; the ``angle`` is in radians, anticlockwise, ``at`` the order of drawing."""
        super().__init__(x, y, words, fontproperties=font, color=color, ha=align, va="baseline")
        self.set_fontfeatures(AS_MEASURED)
        self.set_zorder(at)
        self.font, self.angle = str(font.get_file()), angle
        if angle:
            self.set(rotation=math.degrees(angle), rotation_mode="anchor")

    def start(self, pixels_per_point: float) -> tuple[float, float]:
        """Return where its baseline begins in pixels, as wide as it is measured to be."""
        x, y = self.get_transform().transform(self.get_position())
        share = LEFT_OF[self.get_horizontalalignment()]
        if not share:
            return x, y
        size = float(self.get_fontsize()) * pixels_per_point
        back = share * width_of(self.get_text(), size, Path(self.font)) / MM_PER_POINT
        return x - back * math.cos(self.angle), y - back * math.sin(self.angle)

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line, without matplotlib's layout."""
        draw_line = getattr(renderer, "draw_line", None)
        if draw_line is not None:
            draw_line(self)
        elif self.get_text():
            self._draw_letters(renderer)

    def _draw_letters(self, renderer: RendererBase) -> None:
        words, angle = self.get_text(), math.degrees(self.angle)
        x, y = self.start(float(np.asarray(renderer.points_to_pixels(1))))
        height = renderer.get_canvas_width_height()[1] if renderer.flipy() else 2 * y
        gc = renderer.new_gc()
        gc.set_foreground(self.get_color())
        gc.set_url(self.get_url())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(gc, x, height - y, words, self.get_fontproperties(), angle, mtext=self)
        renderer.close_group("text")
        gc.restore()

    def set_clip_path(self, path: object, transform: object = None) -> None:
        """Leave it whole: nothing is cut where the page ends."""


def line_about(  # noqa: PLR0913 (what a line may have)
    x: float, y: float, words: str, font: FontProperties, *, color: str, at: float
) -> Line:
    """Return a line about its middle, in mm, y up."""
    baseline = y - BASELINE * float(font.get_size_in_points()) * MM_PER_POINT
    return Line(x, baseline, words, font, color=color, align="center", at=at)


def box_around(line: Line, y: float, pad: float) -> Rectangle:
    """Return the box around a line about its middle, y in mm, with a ``pad`` in points."""
    size, x = float(line.get_fontsize()), float(np.asarray(line.get_position()[0]))
    width = width_of(line.get_text(), size, Path(line.font)) + 2 * pad * MM_PER_POINT
    height = (size + 2 * pad) * MM_PER_POINT
    return Rectangle((x - width / 2, y - height / 2), width, height, zorder=line.get_zorder())
