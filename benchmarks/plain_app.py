"""Serves the plain page with the same files beside it as the real one."""

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from layers.assets import VENDOR
from ui.routes import routes

jquery = Mount("/benchmark", StaticFiles(directory=VENDOR / "jquery" / "dist"))

app = st.App("plain_page.py", routes=[*routes(), jquery])
