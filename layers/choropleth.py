"""Classes of a choropleth: few, ordered, with round bounds that a legend can print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache

import numpy as np

from geo.ask.atlas import Atlas
from geo.ask.filters import Mask
from geo.view.view import View

CLASSES = 5
SHARES = tuple(step / CLASSES for step in range(1, CLASSES))
"""The quantiles at which classes begin, after the first: each has as many values."""

BOUNDS_KEPT = 64
"""The bounds of a whole register are asked for at every filter, of a few metrics."""

SIGNIFICANT_DIGITS = 2
"""Of a bound, so that a legend can print it."""


@dataclass(frozen=True)
class Choropleth:
    """A class for each id (0 is palest) and the lower bound of every class; both may be empty.

    The first bound is zero: the palest class holds all above it. ``most`` is the highest value that
    there is without a filter, where the last class ends.
    """

    classes: Mapping[str, int]
    bounds: tuple[float, ...]
    most: float = 0.0


def district_classes(atlas: Atlas, view: View, mask: Mask) -> Choropleth:
    """Return the classes of the districts by a view's metric; ``mask`` selects the projects.

    The bounds are those of the whole register: a filter changes which districts are how dark, never
    what a shade means.
    """
    scale = district_scale(atlas, view.metric)
    found = classify(atlas.values_per_district(view, mask), scale.bounds)
    return replace(scale, classes=found.classes)


def district_scale(atlas: Atlas, metric: str) -> Choropleth:
    """Return the bounds of the districts' classes by a metric, and no district in any."""
    whole = atlas.whole_per_district[metric]
    return Choropleth({}, bounds_of(whole), most=max(whole.values(), default=0.0))


def bounds_of(values: Mapping[str, float], shares: Sequence[float] = SHARES) -> tuple[float, ...]:
    """Return the lower bounds of at most ``CLASSES`` classes: quantiles of values above zero.

    They are rounded; the first is zero, above which the palest class begins.
    """
    return _bounds_between(tuple(value for value in values.values() if value > 0), tuple(shares))


@lru_cache(BOUNDS_KEPT)
def _bounds_between(positive: tuple[float, ...], shares: tuple[float, ...]) -> tuple[float, ...]:
    if not positive:
        return ()
    quantiles, least = np.quantile(positive, shares), min(positive)
    return (0.0, *sorted({_round_down(value) for value in quantiles if value > least}))


def classify(values: Mapping[str, float], bounds: Sequence[float]) -> Choropleth:
    """Sort values above zero into the classes of some bounds.

    Ids with zero or without a value are in no class. Equal values share a class.
    """
    positive = {key: value for key, value in values.items() if value > 0 and bounds}
    places = np.searchsorted(bounds, list(positive.values()), side="right") - 1
    return Choropleth(dict(zip(positive, places.tolist(), strict=True)), tuple(bounds))


def _round_down(value: float) -> float:
    """Return the largest number of ``SIGNIFICANT_DIGITS``, whole from 1 up, not above ``value``."""
    exact = Decimal(repr(float(value)))
    exponent = exact.adjusted() + 1 - SIGNIFICANT_DIGITS
    if value >= 1:
        exponent = max(exponent, 0)
    return float(exact.quantize(Decimal((0, (1,), exponent)), ROUND_DOWN))
