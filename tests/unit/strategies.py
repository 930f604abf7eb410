"""Hypothesis strategies shared by the property tests."""

import datetime as dt

import shapely
from hypothesis import strategies as st

from geo.ground.spot import Spot, make_spot
from geo.region import REGION
from geo.view.profile import ANSWERS, SEVERAL, Profile
from geo.view.shapes import Circle, Near, Polygon, Rectangle, Shape
from geo.view.shortlist import KEY_LIMIT, MARKS_LIMIT, Mark, Shortlist, one_line
from geo.view.view import CHOICES, COMPARABLE, MOST_COMPARED, TEXT_LIMIT, View
from geo.view.weights import HEAVIEST, PARTS, Weights
from geo.words.vocabulary import BASEMAPS, CHECKS, LANGUAGES, METRICS, TABS

EXTENTS = (None, (116.2, 39.75, 116.55, 40.125), (115.0, 39.4, 117.6, 41.1))
FOCUSES = ("city", "ftz", "district:110105", "cluster:etown", "place:biopark", "project:PP010")
SEARCHES = (
    "",
    "朝阳",
    "Xiaomi",
    "xiaomi 小米",
    "BDA 亦庄",
    "110105",
    "no such thing",
    "大兴 bonded",
)

days = st.dates(dt.date(1990, 1, 1), dt.date(2035, 12, 31))


def some_of(options: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return choices among options, in the options' order, none of them half of the time."""
    several = st.sets(st.sampled_from(options)).map(lambda s: tuple(o for o in options if o in s))
    return st.just(()) | several


def periods() -> st.SearchStrategy[tuple[dt.date | None, dt.date | None]]:
    """Return a first and a last day, in order, either of them open."""
    return st.one_of(
        st.just((None, None)),
        st.tuples(days, st.none()),
        st.tuples(st.none(), days),
        st.tuples(days, days).map(lambda pair: (min(pair), max(pair))),
    )


def texts() -> st.SearchStrategy[str]:
    """Return searched texts as a link gives them: trimmed, of bounded length."""
    return st.sampled_from(SEARCHES) | st.text(max_size=TEXT_LIMIT).map(str.strip)


def spots() -> st.SearchStrategy[Spot]:
    """Return spots as a link holds them."""
    west, south, east, north = REGION.ground.accepted
    return st.builds(make_spot, st.floats(west, east), st.floats(south, north))


def weights() -> st.SearchStrategy[Weights]:
    """Return what may matter, all of it not at all among them."""
    return st.builds(Weights, **dict.fromkeys(PARTS, st.integers(0, HEAVIEST)))


def profiles() -> st.SearchStrategy[Profile]:
    """Return answers to any of the questions, in the order of their vocabulary."""

    def answers_to(question: str, answers: tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
        most = len(answers) if question == SEVERAL else 1
        given = st.sets(st.sampled_from(answers), max_size=most)
        return given.map(lambda words: tuple(word for word in answers if word in words))

    return st.builds(Profile, **{q: answers_to(q, answers) for q, answers in ANSWERS.items()})


def shortlists() -> st.SearchStrategy[Shortlist]:
    """Return lists with any keys and notes."""
    keys = st.sampled_from(FOCUSES) | st.text(min_size=1, max_size=KEY_LIMIT).filter(
        str.isprintable
    )
    marks = st.builds(Mark, keys, st.text().map(one_line))
    return st.lists(marks, max_size=MARKS_LIMIT, unique_by=lambda mark: mark.key).map(
        lambda listed: Shortlist(tuple(listed))
    )


def degrees(least: float, most: float) -> st.SearchStrategy[float]:
    """Return degrees as precise as a link holds them."""
    return st.floats(least, most).map(lambda value: round(value, 5))


LON, LAT = degrees(115.4, 117.6), degrees(39.4, 41.1)
KM = st.floats(0.1, 60).map(lambda km: round(km, 3))


def shapes() -> st.SearchStrategy[Shape]:
    """Return shapes about Beijing that hold ground."""
    corners = st.lists(st.tuples(LON, LAT), min_size=3, max_size=8, unique=True).map(tuple)
    return st.one_of(
        st.builds(Circle, LON, LAT, KM),
        st.builds(Near, st.sampled_from(("cluster:etown", "place:cbd", "project:PP027")), KM),
        st.builds(
            lambda west, south, wide, high: Rectangle(
                west, south, round(west + wide, 5), round(south + high, 5)
            ),
            *(LON, LAT),
            *(degrees(0.01, 1), degrees(0.01, 1)),
        ),
        st.builds(Polygon, corners).filter(holds_ground),
    )


def holds_ground(polygon: Polygon) -> bool:
    """Tell whether a polygon's corners do not all lie on one line."""
    return shapely.Polygon(polygon.corners).buffer(0).area > 0


def views() -> st.SearchStrategy[View]:
    """Return views, valid in every field."""
    return st.builds(
        lambda period, chosen, **rest: View(start=period[0], end=period[1], **chosen, **rest),
        period=periods(),
        chosen=st.fixed_dictionaries({name: some_of(options) for name, options in CHOICES.items()}),
        lang=st.sampled_from(LANGUAGES),
        q=texts(),
        shape=st.none() | shapes(),
        metric=st.sampled_from(METRICS),
        basemap=st.sampled_from(BASEMAPS),
        focus=st.sampled_from(FOCUSES),
        point=st.none() | spots(),
        weights=weights(),
        profile=profiles(),
        shortlist=shortlists(),
        extent=st.sampled_from(EXTENTS),
        compare=some_of(COMPARABLE).map(lambda keys: keys[:MOST_COMPARED]),
        check=st.sampled_from(CHECKS),
        tab=st.sampled_from(TABS),
    )
