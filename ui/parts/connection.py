"""What begins the page anew once it is connected to the server again."""

from ui.parts.component import script_component

KEY = "connection"

_connection = script_component("connection", "connection")


def draw_connection() -> None:
    """Draw what watches the connection; it shows nothing."""
    _connection(key=KEY, data={}, on_back_change=lambda: None)
