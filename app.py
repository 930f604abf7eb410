"""Entry point: ``make run`` or ``streamlit run app.py`` serves the page and the map's data.

``make run`` has uvicorn serve it, which answers sooner (docs/decisions/0018).
"""

from pathlib import Path

import streamlit as st

from ui.serve.routes import middleware, prepare, routes

app = st.App(
    Path(__file__).parent / "ui" / "main.py",
    routes=routes(),
    middleware=middleware(),
    lifespan=prepare,
)
