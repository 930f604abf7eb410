"""A view's filters in words."""

from collections.abc import Callable

from geo.ask.atlas import Atlas
from geo.ground.places import Hierarchy
from geo.register.fields import FIELD
from geo.view.shapes import Circle, Near, Polygon, Rectangle, Shape
from geo.view.view import CHOICES, View
from geo.words.numerals import number
from geo.words.text import Text


def filter_label(name: str, text: Text) -> str:
    """Return what a filter is called: as the field of a project is that it filters by."""
    return text(f"field.{name}" if name in FIELD else f"filter.{name}")


def option_labels(name: str, places: Hierarchy, text: Text) -> Callable[[str], str]:
    """Return what an option of a filter is called."""
    if name in FIELD and FIELD[name].is_place:
        return lambda option: (
            text(f"filter.no_{name}")
            if option == FIELD[name].unstated
            else places[f"{name}:{option}"].name(text.lang)
        )
    return lambda option: text(f"{name}.{option}")


def active_filters(atlas: Atlas, view: View, text: Text) -> list[tuple[str, str | None, str]]:
    """Return the filters that are on: ``(name, option, label)``, option None for single ones."""
    chips: list[tuple[str, str | None, str]] = []
    for name in CHOICES:
        label = option_labels(name, atlas.register.places, text)
        chips += [(name, option, label(option)) for option in getattr(view, name)]
    for name, value in (("from", view.start), ("to", view.end)):
        if value:
            chips.append((name, None, f"{text(f'filter.{name}')} {value}"))
    if view.q:
        chips.append(("q", None, f"“{view.q}”"))
    if view.shape:
        chips.append(("shape", None, shape_label(atlas, view.shape, text)))
    return chips


def shape_label(atlas: Atlas, shape: Shape, text: Text) -> str:
    """Return what a shape is called in a few words."""
    match shape:
        case Near(key, km):
            name = atlas.name_of(key, text.lang)
            return text("shape.is_near", name=name, km=number(km))
        case Circle(_, _, km):
            return text("shape.is_circle", km=number(km))
        case Rectangle():
            return text("shape.is_rectangle")
        case Polygon(corners):
            return text("shape.is_polygon", count=len(corners))
