"""A filter's answer on the wire: which rows are visible, one bit each."""

import base64
import zlib

import numpy as np
from numpy.typing import NDArray


def encode_mask(mask: NDArray[np.bool_]) -> str:
    """Return a mask of shape (n,) as a bitset, most significant bit first, deflated, in base64."""
    return base64.b64encode(zlib.compress(np.packbits(mask).tobytes(), level=6)).decode("ascii")


def decode_mask(text: str, size: int) -> NDArray[np.bool_]:
    """Return the mask of shape (size,) that ``encode_mask`` wrote."""
    bits = np.frombuffer(zlib.decompress(base64.b64decode(text)), dtype=np.uint8)
    return np.unpackbits(bits, count=size).astype(bool)
