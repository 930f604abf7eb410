"""Serves the plain page with Leaflet and jQuery beside it, as it has no network."""

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from layers.assets import VENDOR

packages = Mount("/benchmark", StaticFiles(directory=VENDOR))

app = st.App("plain_page.py", routes=[packages])
