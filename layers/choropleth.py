"""Classes of a choropleth: few, ordered, with round bounds that a legend can print."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

import numpy as np

CLASSES = 5
SIGNIFICANT_DIGITS = 2
"""Of a bound, so that a legend can print it."""


@dataclass(frozen=True)
class Choropleth:
    """A class for each id (0 is palest) and the lower bound of every class; both may be empty."""

    classes: Mapping[str, int]
    bounds: tuple[float, ...]


def classify(values: Mapping[str, float], classes: int = CLASSES) -> Choropleth:
    """Sort values above zero into at most ``classes`` classes by quantiles with rounded bounds.

    Ids with zero or without a value are in no class. Equal values share a class.
    """
    positive = {key: value for key, value in values.items() if value > 0}
    if not positive:
        return Choropleth({}, ())
    quantiles = np.quantile(list(positive.values()), np.arange(classes) / classes)
    bounds = sorted({_round_down(value) for value in quantiles})
    places = np.searchsorted(bounds, list(positive.values()), side="right") - 1
    return Choropleth(dict(zip(positive, places.tolist(), strict=True)), tuple(bounds))


def _round_down(value: float) -> float:
    """Return the largest number of ``SIGNIFICANT_DIGITS``, whole from 1 up, not above ``value``."""
    exact = Decimal(repr(float(value)))
    exponent = exact.adjusted() + 1 - SIGNIFICANT_DIGITS
    if value >= 1:
        exponent = max(exponent, 0)
    return float(exact.quantize(Decimal((0, (1,), exponent)), ROUND_DOWN))
