"""What the tests ask shapes of."""

from geo.register import Register
from geo.selection import ShapeSelector


def selector_of(register: Register) -> ShapeSelector:
    """Return the selector of a register."""
    return ShapeSelector(register.projects, register.places, register.districts, register.zones)
