"""What stands in place of a page whose own data are gone: never the shared register unsaid."""

import streamlit as st

from geo.words.text import Text
from ui.own import leave_own
from ui.parts.markup import plain


def draw_lost(text: Text, load: st.Page) -> None:
    """Say that the data are gone, and ask: load them again, or see what all see."""
    with st.container(key="own-lost"):
        st.warning(plain(text("own.lost")), icon=":material/lock_reset:")
        with st.container(horizontal=True):
            if st.button(text("own.load_again"), key="own-again", type="primary"):
                st.switch_page(load)
            st.button(text("own.show_shared"), key="own-leave", on_click=leave_own)
