"""Serves the plain page with the same files beside it as the real one."""

import streamlit as st

from ui.routes import routes

app = st.App("plain_page.py", routes=routes())
