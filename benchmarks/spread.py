"""The median of repeated measurements, with the least and the largest."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """What repeated measurements came to."""

    median: float
    least: float
    largest: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """Return the spread of one or more values."""
        return cls(median(values), min(values), max(values))

    def text(self, unit: str) -> str:
        """Return ``median unit (least–largest)``."""
        return f"{self.median:.3g} {unit} ({self.least:.3g}–{self.largest:.3g})"
