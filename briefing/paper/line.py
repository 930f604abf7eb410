"""A line of text on paper, which a renderer may draw without laying it out."""

import math
from typing import Final, Literal

from matplotlib.backend_bases import RendererBase
from matplotlib.font_manager import FontProperties
from matplotlib.text import Text

from briefing.paper.palette import INK

AS_MEASURED: Final = ("-kern",)
"""How letters follow each other: each by its advance alone, in every format."""

Align = Literal["left", "center", "right"]
LEFT_OF: Final = {"left": 0.0, "center": 0.5, "right": 1.0}
"""Where a text begins, in its widths to the left of where it is put."""


class Line(Text):
    """A line of text that is put somewhere by its baseline, and turned about that by an angle.

    A renderer whose ``draw_line`` can draw it as one is spared matplotlib's layout.
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

    def draw(self, renderer: RendererBase) -> None:
        """Draw the line."""
        draw_line = getattr(renderer, "draw_line", None)
        if draw_line is None:
            super().draw(renderer)
        else:
            draw_line(self)

    def set_clip_path(self, path: object, transform: object = None) -> None:
        """Leave it whole: nothing is cut where the page ends."""
