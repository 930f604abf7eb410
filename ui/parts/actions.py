"""What can be done with the place or project in focus, in one row at the panel's foot."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from briefing.content import make_briefing
from briefing.paper.answer import answer_pdf
from briefing.paper.page.document import pdf_of
from briefing.paper.sheet import SIZES, draw_sheet
from geo.ground.places import CITY
from geo.view.view import COMPARABLE, MOST_COMPARED, View
from geo.words.text import Text
from ui.parts.edit_button import draw_edit_button
from ui.parts.mark import draw_mark
from ui.state import add_compared, open_tab
from ui.store import Store


def draw_actions(store: Store, view: View, text: Text) -> None:
    """Draw the row: the answer on one page in words; at a desk the rest by icons alone."""
    with st.container(horizontal=True, gap="small", key="desk"):
        draw_sheet_button(store, view, text, "panel")
        st.button(
            text("holds.tab"),
            key="ask",
            icon=":material/policy:",
            on_click=open_tab,
            args=("holds",),
        )
        if view.focus != CITY:
            _draw_fact_sheet(store, view, text)
        draw_mark(view.shortlist, view.focus, text)
        if view.focus in COMPARABLE:
            _draw_compare(view, text)
        draw_edit_button(view.focus, text)


def draw_sheet_button(store: Store, view: View, text: Text, where: str) -> None:
    """Draw the button that gives the answer of a view on one page; once a ``where``."""
    content = partial(answer_pdf, store, view)
    _draw_pdf_button(text("holds.sheet"), content, "answer", f"sheet-{where}")


def _draw_fact_sheet(store: Store, view: View, text: Text) -> None:
    """Draw the button that gives what is known of a project or place on one page, with its map."""
    content = partial(_fact_sheet, store, view)
    icon = ":material/article:"
    _draw_pdf_button(text("panel.fact_sheet"), content, "fact-sheet", "fact-sheet", icon)


def _draw_pdf_button(
    label: str,
    content: Callable[[], bytes],
    name: str,
    key: str,
    icon: str | None = None,
) -> None:
    st.download_button(
        label,
        content,
        file_name=f"two-zones-{name}.pdf",
        mime="application/pdf",
        type="secondary" if icon else "primary",
        icon=icon,
        on_click="ignore",
        key=key,
    )


def _fact_sheet(store: Store, view: View) -> bytes:
    briefing = make_briefing(store, view)
    return pdf_of([draw_sheet(briefing, SIZES["a4-portrait"])], briefing)


def _draw_compare(view: View, text: Text) -> None:
    others = [key for key in view.compare if key != view.focus]
    st.button(
        text("compare.tab"),
        key="compare-here",
        icon=":material/compare_arrows:",
        disabled=len(others) >= MOST_COMPARED,
        on_click=add_compared,
        args=(view.focus,),
    )
