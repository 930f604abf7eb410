"""Numbers as they are written, one rule for all: half away from zero, on the decimal number.

The decimal number is what a reader would write for a value: 153.785 reads 153.79, though the
nearest binary number is a little less. The browser follows the same rule.
"""

from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

DECIMALS: Final = 2
"""How many decimals a number on the page has at most, unless its reader needs others."""

_ANY_SIZE: Final = Context(prec=400)  # digits, more than any floating-point number has


def number(value: float, decimals: int = DECIMALS) -> str:
    """Return a number with thousands separators and at most so many decimals."""
    written = fixed(value, decimals)
    return written.rstrip("0").rstrip(".") if decimals else written


def fixed(value: float, decimals: int) -> str:
    """Return a number with thousands separators and exactly so many decimals."""
    exact = Decimal(repr(float(value)))
    rounded = exact.quantize(Decimal((0, (1,), -decimals)), ROUND_HALF_UP, _ANY_SIZE)
    return f"{abs(rounded) if rounded.is_zero() else rounded:,f}"


def whole(value: float) -> str:
    """Return a number without decimals and separators, as an error in metres is given."""
    return fixed(value, 0).replace(",", "")


def quotient(value: float, divisor: int) -> float:
    """Return a number divided as its decimals are, so that the quotient's are what one expects."""
    return float(Decimal(repr(float(value))) / divisor)
