"""Axes of a page or a map: a system of coordinates, without ticks, grid or labels."""

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import XAxis, YAxis


class _Tickless:
    """Lets an axis make none of the ticks that it would never show: most of what axes cost."""

    def grid(self, *_: object, **__: object) -> None:
        """Have no grid."""

    def set_tick_params(self, *_: object, **__: object) -> None:
        """Have no ticks."""

    def set_clip_path(self, path: object, transform: object = None) -> None:
        """Cut no ticks off."""
        Artist.set_clip_path(self, path, transform)  # type: ignore[arg-type]


class _X(_Tickless, XAxis):
    """The axis to the right."""


class _Y(_Tickless, YAxis):
    """The axis up or down."""


class PlainAxes(Axes):
    """Axes that show nothing of their own but a frame."""

    def _init_axis(self) -> None:
        self.xaxis, self.yaxis = _X(self, clear=False), _Y(self, clear=False)
        for side in ("bottom", "top"):
            self.spines[side].register_axis(self.xaxis)
        for side in ("left", "right"):
            self.spines[side].register_axis(self.yaxis)
