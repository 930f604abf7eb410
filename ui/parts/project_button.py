"""A project in a list: its name as a button that opens it."""

import streamlit as st

from geo.ground.membership import PROJECT_PREFIX
from geo.register.records import Row
from geo.words.text import Text
from ui.parts.markup import plain
from ui.state import set_focus


def draw_project_button(project: Row, text: Text, listed: str, note: str = "") -> None:
    """Draw a project's name, a small note behind it; ``listed`` names the list it stands in."""
    behind = f" :small[{plain(note)}]" if note else ""
    st.button(
        plain(text.of(project, "name")) + behind,
        key=f"{listed}-{project.id}",
        type="tertiary",
        on_click=set_focus,
        args=(f"{PROJECT_PREFIX}{project.id}",),
    )
