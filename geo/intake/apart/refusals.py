"""Why a file is refused, as bytes between two processes."""

import json

from geo.errors import TwoZonesError


def pack_error(error: TwoZonesError) -> bytes:
    """Return the name of an error and what its sentence names, which `handover.unpack` reads."""
    return json.dumps({"error": type(error).__name__, "facts": error.facts}, default=str).encode()
