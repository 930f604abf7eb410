"""What the classes of districts hold, in words: for the legend on paper and that of QGIS."""

from collections.abc import Callable
from typing import Final

from geo.words.numerals import number
from geo.words.text import Text
from layers.choropleth import Choropleth

COUNTED: Final = ("projects", "policies")
"""The metrics that are whole numbers."""


def ranges_of(colours: Choropleth, metric: str, text: Text) -> list[str]:
    """Return what each class of a choropleth of a metric holds, such as ``3–5``."""
    written = {"investment": text.money, "capital": text.small_money}.get(metric, number)
    least = 1 if metric in COUNTED else 0  # counts are whole: a class ends one below the next
    firsts = [max(low, least) for low in colours.bounds]
    lasts = [*(low - least for low in firsts[1:]), colours.most]
    return [_range(first, last, written) for first, last in zip(firsts, lasts, strict=False)]


def _range(first: float, last: float, written: Callable[[float], str]) -> str:
    """Return what lies from one number to another, or below the other where there is no first."""
    if not first:
        return f"<{written(last)}"
    low, high = written(first), written(last)
    return low if low == high else f"{low}–{high}"
