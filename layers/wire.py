"""A filter on the wire: its options by position, and a bit a row for what those cannot say."""

import base64
import zlib
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from geo.view.view import CHOICES, View
from layers.projects import day_of


def filter_message(view: View) -> Mapping[str, object]:
    """Return a view's filter as the browser applies it to the columns of the project layer.

    Options are positions in ``CHOICES``, the period days since 1970; the text and the shape are
    there to tell one filter from another, as only the server can answer them. What is not set is
    absent.
    """
    message: dict[str, object] = {
        name: [options.index(option) for option in getattr(view, name)]
        for name, options in CHOICES.items()
    }
    message |= {"from": day_of(view.start), "to": day_of(view.end)}
    message |= {"q": view.q, "shape": str(view.shape or "")}
    return {name: value for name, value in message.items() if value not in ([], None, "")}


def encode_mask(mask: NDArray[np.bool_] | None) -> str:
    """Return a mask of shape (n,) as a bitset, first row in the highest bit, deflated, in base64.

    No mask is an empty text.
    """
    return "" if mask is None else pack(np.packbits(mask).tobytes())


def pack(content: bytes) -> str:
    """Return bytes deflated, in base64."""
    return base64.b64encode(zlib.compress(content, level=6)).decode("ascii")
