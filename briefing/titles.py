"""A view's filters in words: as one line, and as a title names the chief of them."""

from collections import defaultdict
from typing import Final

from geo.ask.atlas import Atlas
from geo.ground.membership import PROJECT_PREFIX
from geo.say.filter_words import active_filters, filter_label
from geo.view.shapes import Circle, Near, Shape
from geo.view.view import View
from geo.words.text import Text

ITS_OWN_NAME: Final = frozenset({"from", "to", "shape"})
"""The filters whose labels say what they are."""

IN_A_TITLE: Final = ("sector", "q", "shape", "from", "to")
MOST_NAMED: Final = 3
"""More options than these are counted in a title; the line below it names them."""

LONGEST_SEARCH: Final = 24


def filters_in_words(atlas: Atlas, view: View, text: Text) -> str:
    """Return a view's filters as one line, such as ``行业：金融、健康医疗 · 从 2021-01-01``."""
    said = [
        text("briefing.comma").join(labels)
        if name in ITS_OWN_NAME
        else _named(name, text("briefing.comma").join(labels), text)
        for name, labels in _labels(atlas, view, text).items()
    ]
    return " · ".join(said) or text("briefing.no_filter")


def title_of(atlas: Atlas, view: View, text: Text) -> str:
    """Return a title of a view: its place, and the sectors, search, shape and period it asks for.

    A project's is its name. It is short: many sectors are counted, and a long search is cut; the
    line of filters has both.
    """
    place = atlas.name_of(view.focus, text.lang)
    if view.focus.startswith(PROJECT_PREFIX):
        return place
    labels = _labels(atlas, view, text)
    asked = [_short(name, labels[name], text) for name in IN_A_TITLE if name in labels]
    if not asked:
        return text("briefing.title", place=place)
    return text("briefing.title_asked", place=place, asked=text("briefing.comma").join(asked))


def comparison_title(atlas: Atlas, view: View, text: Text) -> str:
    """Return a title of the places that a view compares."""
    names = text("briefing.comma").join(atlas.name_of(key, text.lang) for key in view.compare)
    return text("side.title", places=names)


def charts_title(atlas: Atlas, view: View, text: Text) -> str:
    """Return a title of the charts of a view."""
    return text("charts.title", place=atlas.name_of(view.focus, text.lang))


def before_title(atlas: Atlas, view: View, text: Text) -> str:
    """Return a title of a view at two dates."""
    return text("before.title", place=atlas.name_of(view.focus, text.lang))


def _labels(atlas: Atlas, view: View, text: Text) -> dict[str, list[str]]:
    """Return the labels of the filters that are on, by filter; a shape's with its centre."""
    named: dict[str, list[str]] = defaultdict(list)
    for name, _option, label in active_filters(atlas, view, text):
        named[name].append(label)
    if view.shape and not isinstance(view.shape, Near):
        named["shape"] = [_with_centre(atlas, view.shape, named["shape"][0], text)]
    return named


def _with_centre(atlas: Atlas, shape: Shape, label: str, text: Text) -> str:
    """Return what a shape is called, and where its middle lies, in WGS-84 degrees."""
    lon, lat = _centre(atlas, shape)
    return text("briefing.shape_at", shape=label, lon=f"{lon:.4f}", lat=f"{lat:.4f}")


def _centre(atlas: Atlas, shape: Shape) -> tuple[float, float]:
    if isinstance(shape, Circle):
        return shape.lon, shape.lat
    west, south, east, north = atlas.shapes.bounds(shape)
    return (west + east) / 2, (south + north) / 2


def _named(name: str, values: str, text: Text) -> str:
    called = text("briefing.search") if name == "q" else filter_label(name, text)
    return text("briefing.filter", name=called, values=values)


def _short(name: str, labels: list[str], text: Text) -> str:
    if len(labels) > MOST_NAMED:
        return text("briefing.title_count", name=filter_label(name, text), count=len(labels))
    said = text("briefing.comma").join(labels)
    return f"{said[:LONGEST_SEARCH]}…”" if name == "q" and len(said) > LONGEST_SEARCH else said
