"""What the tests ask shapes of."""

from geo.register import Register
from geo.selection import ShapeSelector, outlines_of


def selector_of(register: Register) -> ShapeSelector:
    """Return the selector of a register."""
    outlines = outlines_of(register.districts, register.zones)
    return ShapeSelector(register.projects, register.places, outlines)
