"""What the tests ask shapes of."""

from geo.ask.within_shape import ShapeSelector, outlines_of
from geo.register.load import Register


def selector_of(register: Register) -> ShapeSelector:
    """Return the selector of a register."""
    outlines = outlines_of(register.districts, register.zones)
    return ShapeSelector(register.projects, register.places, outlines)
