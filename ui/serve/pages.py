"""The pages by their paths: what else is asked for is not there."""

from typing import Final

from streamlit.runtime.pages_manager import PagesManager

MAP: Final = ""
BRIEFING: Final = "briefing"
YOUR_DATA: Final = "your-data"
DESK: Final = "desk"

GO_TO: Final = "go_to"
"""The session's key of the path to go to at the next run, where a press asks for that."""

PAGE_PATHS: Final = frozenset({MAP, BRIEFING, YOUR_DATA, DESK})
"""The paths below the server's root at which the browser is answered with the page."""


def only_named_pages() -> None:
    """Let Streamlit know from the start that pages are named, not files.

    Until a session has named them it takes our package ``ui.pages`` for a folder of pages: whoever
    came first to another page than the map was told that it does not exist.
    """
    PagesManager.uses_pages_directory = False
