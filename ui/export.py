"""What the project table lists, as a file."""

import io

import pandas as pd
import streamlit as st

from geo.filters import Mask
from geo.listing import project_table
from geo.spreadsheet import write_csv, write_xlsx
from geo.text import Text, text_in
from ui.store import Store

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def draw_export(store: Store, listed: Mask, text: Text) -> None:
    """Draw the buttons that export the listed projects; a file is made when it is asked for."""
    with st.container(horizontal=True, gap="small", key="export"):
        st.download_button(
            text("export.xlsx"),
            lambda: _xlsx(store, listed, text.lang),
            file_name=f"{text('export.file')}.xlsx",
            mime=XLSX_TYPE,
            on_click="ignore",
            disabled=not listed.any(),
        )
        st.download_button(
            text("export.csv"),
            lambda: _csv(store, listed, text.lang),
            file_name=f"{text('export.file')}.csv",
            mime="text/csv",
            on_click="ignore",
            disabled=not listed.any(),
        )


def _table(store: Store, listed: Mask, lang: str) -> pd.DataFrame:
    register = store.register
    chosen = register.projects[listed]
    return project_table(chosen, register.places, register.sources, text_in(lang))


def _xlsx(store: Store, listed: Mask, lang: str) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, {text_in(lang)("export.file"): _table(store, listed, lang)})
    return target.getvalue()


def _csv(store: Store, listed: Mask, lang: str) -> bytes:
    target = io.BytesIO()
    write_csv(target, _table(store, listed, lang))
    return target.getvalue()
