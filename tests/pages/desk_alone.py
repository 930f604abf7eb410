"""The desk by itself, as a script that AppTest runs."""

from ui.own import session_store
from ui.pages.desk import draw_desk
from ui.state import set_language, start_session

start_session(session_store())
set_language("zh")
draw_desk(session_store())
