"""Serves the empty page with the routes of ours."""

import streamlit as st

from ui.serve.routes import routes

app = st.App("empty_page.py", routes=routes())
