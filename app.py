"""Entry point: ``streamlit run app.py`` serves the page and, beside it, the map's data."""

import streamlit as st

from ui.routes import prepare, routes

app = st.App("ui/pages.py", routes=routes(), lifespan=prepare)
