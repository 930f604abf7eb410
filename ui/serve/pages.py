"""The pages by their paths: what else is asked for is not there."""

from typing import Final

MAP: Final = ""
BRIEFING: Final = "briefing"
YOUR_DATA: Final = "your-data"

PAGE_PATHS: Final = frozenset({MAP, BRIEFING, YOUR_DATA})
"""The paths below the server's root at which the browser is answered with the page."""
