"""The script that Streamlit runs for every page; what it runs each time stands in modules."""

from ui.navigation import draw_app
from ui.own import session_store

draw_app(session_store())
