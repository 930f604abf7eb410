"""What coordinates probably are, judged by where they would fall; proposed, never applied."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from geo.ground.datums import Datum, parse_datum, to_wgs84
from geo.ground.grid import NOT_FOUND
from geo.ground.join import PolygonIndex
from geo.ground.known_datums import offered_datums
from geo.intake.positions.angles import from_packed

Floats = NDArray[np.float64]

SAMPLE: Final = 5_000
"""Points looked at, spread evenly over the file."""

ENOUGH_INSIDE: Final = 0.5
"""The least share of points inside the region that makes a reading worth proposing."""

CLEARLY_BETTER: Final = 2
"""How many more rows must fall in their stated district before a shifted datum is proposed."""


@dataclass(frozen=True)
class Reading:
    """How coordinates are to be read: their datum, and whether x and y change places.

    ``is_packed``: degrees, minutes and seconds written as one number (1162351).
    """

    datum: Datum
    is_swapped: bool = False
    is_packed: bool = False

    def to_wgs84(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Return WGS-84 longitudes and latitudes in degrees, shape as given, NaN for none."""
        if self.is_swapped:
            x, y = y, x
        if self.is_packed:
            x, y = np.vectorize(from_packed)(x), np.vectorize(from_packed)(y)
        return to_wgs84(self.datum, x, y)


@dataclass(frozen=True)
class Proposal:
    """A reading and how well it fits.

    ``inside`` of ``points`` fall in the region; ``agree`` of ``stated`` rows that name a district
    fall in it. ``standing``: it fits best, as well as the best, or less well.
    """

    reading: Reading
    points: int
    inside: int
    stated: int
    agree: int
    standing: Literal["best", "alike", "less"] = "less"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this is proposed: names under ``reason`` in the catalogues."""
        reading = self.reading
        shifted = {"best": "shifted", "alike": "alike", "less": "less"}[self.standing]
        found = {
            "swapped": reading.is_swapped,
            "packed": reading.is_packed,
            "metres": reading.datum.is_projected,
            shifted: reading.datum.is_shifted,
        }
        return tuple(reason for reason, holds in found.items() if holds) or ("plain",)

    @property
    def fits(self) -> bool:
        """Tell whether enough points fall in the region."""
        return self.points > 0 and self.inside >= ENOUGH_INSIDE * self.points


@dataclass(frozen=True)
class Question:
    """Coordinates that nobody has vouched for: what fits, best first, and what was declared.

    ``unknown`` are words of the file that should name a datum and name none that is known.
    """

    declared: Proposal | None
    proposals: Sequence[Proposal]
    unknown: tuple[str, ...] = ()

    @property
    def is_pressing(self) -> bool:
        """Tell whether the coordinates cannot be used as they stand until it is answered."""
        plain = Reading(Datum("wgs84"))
        fits_plain = bool(self.proposals) and self.proposals[0].reading == plain
        return not fits_plain or self.declared is not None or bool(self.unknown)


@dataclass(frozen=True)
class Evidence:
    """What a datum is judged by: numbers as the file has them, and the districts that rows name.

    ``x`` and ``y`` are of shape (n,), NaN where there is no point; ``stated`` has adcodes or None,
    shape (n,); ``districts`` are in WGS-84.
    """

    x: Floats
    y: Floats
    stated: NDArray[np.object_]
    districts: PolygonIndex

    def sample(self) -> "Evidence":
        """Return ``SAMPLE`` of the points, spread evenly, or all that there are."""
        given = np.flatnonzero(np.isfinite(self.x) & np.isfinite(self.y))
        rows = given[np.linspace(0, given.size - 1, min(given.size, SAMPLE)).astype(int)]
        return Evidence(self.x[rows], self.y[rows], self.stated[rows], self.districts)


def settle(evidence: Evidence, declared: Datum | None) -> tuple[Reading | None, Question | None]:
    """Return how coordinates are read, and the question where that is not settled.

    A declared datum that puts them into the region is taken, unless another beats it clearly.
    Undeclared degrees that fit best as they stand are read as WGS-84: nothing is shifted. All else
    waits for an answer.
    """
    if not np.isfinite(evidence.x).any():
        return None, None
    found = judge(Reading(declared), evidence.sample()) if declared else None
    if found is not None and found.fits:
        better = _clearly_better(found, evidence)
        return (None, Question(found, better)) if better else (found.reading, None)
    question = Question(found, propose(evidence))
    return (None if question.is_pressing else Reading(Datum("wgs84"))), question


def _clearly_better(declared: Proposal, evidence: Evidence) -> list[Proposal]:
    """Return the readings that fit, where one beats the declared; the best first, else none."""
    if declared.agree == declared.stated:
        return []
    proposals = propose(evidence)
    beaten = bool(proposals) and proposals[0].agree > declared.agree + CLEARLY_BETTER
    return proposals if beaten else []


def propose(evidence: Evidence) -> list[Proposal]:
    """Return the readings that put points into the region, the one that fits best first."""
    sample = evidence.sample()
    if not sample.x.size:
        return []
    tried = [judge(reading, sample) for reading in _candidates(sample.x, sample.y)]
    fitting = sorted((proposal for proposal in tried if proposal.fits), key=_rank)
    best = [replace(proposal, standing="best") for proposal in fitting[:1]]
    return best + [replace(other, standing=_standing(other, best[0])) for other in fitting[1:]]


def _standing(proposal: Proposal, best: Proposal) -> Literal["alike", "less"]:
    same = (proposal.agree, proposal.inside) == (best.agree, best.inside)
    return "alike" if same else "less"


def judge(reading: Reading, evidence: Evidence) -> Proposal:
    """Return how well a reading fits."""
    given = np.isfinite(evidence.x) & np.isfinite(evidence.y)
    found = evidence.districts.locate(*reading.to_wgs84(evidence.x, evidence.y))
    named = given & np.asarray([name is not None for name in evidence.stated], dtype=bool)
    agree = (evidence.districts.names(found) == evidence.stated)[named].sum()
    inside = (found != NOT_FOUND).sum()
    return Proposal(reading, int(given.sum()), int(inside), int(named.sum()), int(agree))


@cache
def _judged() -> tuple[Datum, ...]:
    """Return the datums that points are tried in; degrees near enough to WGS-84's only once."""
    others = [known for known in offered_datums() if not (known.is_wgs84 or known.is_rough)]
    return (Datum("wgs84"), *(parse_datum(known.code) for known in others))


def _candidates(x: Floats, y: Floats) -> list[Reading]:
    """Return the readings that the size of the numbers allows."""
    degrees = [datum for datum in _judged() if not datum.is_projected]
    metres = [datum for datum in _judged() if datum.is_projected]
    largest = float(np.median(np.maximum(np.abs(x), np.abs(y))))
    if largest <= 180:  # noqa: PLR2004 (degrees)
        return [Reading(datum, is_swapped=s) for s in (False, True) for datum in degrees]
    packed = [Reading(Datum("wgs84"), is_swapped=s, is_packed=True) for s in (False, True)]
    return [*packed, *(Reading(datum, is_swapped=s) for s in (False, True) for datum in metres)]


def _rank(proposal: Proposal) -> tuple[int, int, int]:
    """Return what proposals are sorted by: agreement and fit, then how little is assumed.

    A shifted datum must beat the plain one clearly: points near a border agree by chance.
    """
    reading = proposal.reading
    handicap = CLEARLY_BETTER if reading.datum.is_shifted else 0
    score = proposal.agree if proposal.stated else 0
    order = [datum.name for datum in _judged()].index(reading.datum.name)
    return (-(score - handicap), -proposal.inside, order + 100 * reading.is_swapped)
