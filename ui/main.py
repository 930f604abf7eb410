"""The script that Streamlit runs for every page; what it runs each time stands in modules."""

from ui.own import session_store
from ui.pages.navigation import draw_app

draw_app(session_store())
