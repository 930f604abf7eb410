"""The buttons that save what a tab shows, in the formats that its subject can be made in."""

from functools import partial
from typing import Final

import streamlit as st

from briefing.content import Options, make_briefing
from briefing.formats import FORMATS, formats_of
from briefing.paper.sheet import SIZES
from geo.view.view import View
from geo.words.text import Text
from ui.store import Store

SIZE: Final = SIZES["a4-landscape"]
FOR_SCREENS: Final = "screen"
"""The format that is left out: another picture is offered."""


def draw_saving(store: Store, view: View, subject: str, text: Text) -> None:
    """Draw a button a format; a file is made when it is asked for."""
    with st.container(horizontal=True, gap="small", key=f"save-{subject}"):
        for name in formats_of(subject):
            if name != FOR_SCREENS:
                st.download_button(
                    text(f"save.{name}"),
                    partial(_file, store, view, subject, name),
                    file_name=f"two-zones-{subject}{FORMATS[name].ending}",
                    mime=FORMATS[name].media_type,
                    on_click="ignore",
                    key=f"save-{subject}-{name}",
                )


def _file(store: Store, view: View, subject: str, name: str) -> bytes:
    briefing = make_briefing(store, view, Options(subject=subject))
    return FORMATS[name].write(briefing, SIZE)
