"""The data quality tab: every check with its count, its rule, its records and how to mend them."""

import io

import pandas as pd
import streamlit as st

from geo.ask.quality import IMPRECISE_M, QUALITY, Check, as_filed, find_records
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import Hierarchy
from geo.intake.replacing.edition import CHANGES
from geo.register.news import NEWS_MONTHS
from geo.say.certainty_words import conflicts_of
from geo.say.spreadsheet import XLSX_TYPE, write_csv, write_xlsx
from geo.view.view import View
from geo.words.text import Text
from geo.words.vocabulary import CHECKS
from ui.parts.listing import draw_listing, listing_of
from ui.state import KEPT, set_focus
from ui.store import Store

ROWS = "quality-rows"
NAMES = {"projects": "name", "policies": "title"}


def draw_quality(store: Store, view: View, text: Text) -> None:
    """Draw the checks, and the records that the open one finds."""
    counts = store.quality
    left, right = st.columns([1, 2.4], gap="medium")
    with left:
        st.radio(
            text("quality.label"),
            CHECKS,
            key="check",
            persist_state=KEPT,
            format_func=lambda name: f"{text(f'quality.{name}')} · {counts[name]}",
        )
    with right:
        _draw_check(store, view, text)
    with st.expander(text("quality.changes")):
        _draw_changes(store, text)
    if store.edition is not None:
        with st.expander(text("quality.edition")):
            _draw_edition(store, store.edition, text)


def _draw_check(store: Store, view: View, text: Text) -> None:
    """Draw a check's rule, its records, how to mend them, and their download."""
    name = view.check
    check = QUALITY[name]
    records = find_records(store.register, name)
    st.markdown(f"**{text(f'quality.{name}')} · {len(records)}**")
    as_of = text.date(store.data_as_of)
    st.caption(text(f"quality.{name}_rule", months=NEWS_MONTHS, metres=IMPRECISE_M, date=as_of))
    if records.empty:
        st.success(text("quality.none"))
        return
    table = _table(records, name, store.register.places, text)
    opens = [f"{PROJECT_PREFIX}{id_}" for id_ in records["id"] if check.table == "projects"]
    listing = listing_of(table, ROWS, opens)
    draw_listing(store, listing, text, selected=view.focus, choose=set_focus)
    if opens:
        st.caption(text("quality.open"))
    columns = ", ".join(check.columns)
    st.caption(text("quality.mend", file=f"{check.table}.csv", columns=columns))
    _draw_downloads(records, name, text)


def _table(records: pd.DataFrame, name: str, places: Hierarchy, text: Text) -> pd.DataFrame:
    """Return what to show of the records: what each is called, and the columns to mend."""
    check = QUALITY[name]
    filed = as_filed(records, check.table)
    title = f"{NAMES[check.table]}_{text.lang}" if check.table in NAMES else "title"
    shown = ["id", title, *(column for column in check.columns if column != "id")]
    table = filed[shown].rename(columns={title: text("field.name")})
    if name == "conflicting":
        said = [" ".join(conflicts_of(row, places, text)) for row in records.itertuples()]
        table.insert(2, text("quality.conflict"), said)
    return table


def _draw_downloads(records: pd.DataFrame, name: str, text: Text) -> None:
    """Draw the buttons that download exactly these rows, in the form in which they are read."""
    check = QUALITY[name]
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            text("quality.csv", count=len(records)),
            lambda: _bytes_of(as_filed(records, check.table)),
            file_name=f"{check.table}-{name}.csv",
            mime="text/csv",
            on_click="ignore",
        )
        st.download_button(
            text("quality.xlsx", count=len(records)),
            lambda: _xlsx(records, check),
            file_name=f"{check.table}-{name}.xlsx",
            mime=XLSX_TYPE,
            on_click="ignore",
        )


def _xlsx(records: pd.DataFrame, check: Check) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, {check.table: as_filed(records, check.table)})
    return target.getvalue()


def _draw_changes(store: Store, text: Text) -> None:
    """Draw what the last import added, removed and changed."""
    last = store.last_import
    if last is None:
        st.caption(text("quality.no_import"))
        return
    changes = last.changes
    counts = {"added": changes.added, "removed": changes.removed, "changed": changes.changed}
    st.caption(
        text(
            "quality.changes_rule",
            moment=f"{last.moment:%Y-%m-%d %H:%M}",
            **{kind: len(ids) for kind, ids in counts.items()},
        )
    )
    frames = (last.before.projects, store.register.projects)
    names = {row.id: text.of(row, "name") for frame in frames for row in frame.itertuples()}
    table = pd.DataFrame(
        [
            {
                text("quality.change"): text(f"quality.{kind}"),
                "id": id_,
                text("field.name"): names[id_],
                text("quality.columns"): ", ".join(changes.changed.get(id_, ())),
            }
            for kind, ids in counts.items()
            for id_ in ids
        ]
    )
    _draw_listed(store, table, "changes", text)


def _draw_edition(store: Store, changes: pd.DataFrame, text: Text) -> None:
    """Draw what this edition of the data added, changed and removed."""
    for table in NAMES:
        counts = changes.loc[changes["table"] == table, "change"].value_counts()
        facts = {change: int(counts.get(change, 0)) for change in CHANGES}
        st.caption(text(f"quality.edition_{table}", **facts))
    shown = {
        text("quality.change"): changes["change"].map(lambda change: text(f"quality.{change}")),
        "id": changes["id"],
        text("field.name"): changes[f"name_{text.lang}"],
        text("quality.columns"): changes["columns"].str.replace(";", ", "),
    }
    _draw_listed(store, pd.DataFrame(shown), "edition", text)


def _draw_listed(store: Store, table: pd.DataFrame, name: str, text: Text) -> None:
    """Draw what changed, and what takes it away as a file."""
    draw_listing(store, listing_of(table, f"{name}-table"), text)
    st.download_button(
        text("quality.csv", count=len(table)),
        lambda: _bytes_of(table),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download-{name}",
    )


def _bytes_of(table: pd.DataFrame) -> bytes:
    """Return a table as a CSV file."""
    target = io.BytesIO()
    write_csv(target, table)
    return target.getvalue()
