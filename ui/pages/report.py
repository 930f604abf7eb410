"""The report on a file on the page: counts, notes, rows, downloads, and what would change."""

import io
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from geo.intake.boundaries import Boundaries
from geo.intake.findings.findings import Finding
from geo.intake.findings.kinds import kinds_frame
from geo.intake.intake import Intake
from geo.intake.positions.outcome import Taken
from geo.intake.registers import with_projects
from geo.intake.replacing.changes import changes_between
from geo.intake.report import (
    OUTCOMES,
    by_row,
    counts_sentence,
    findings_frame,
    note_sentence,
    outcome_of,
    rejected_file,
    rows_frame,
    write_report,
)
from geo.words.text import Text
from ui.own import own_register, pinned_store, show_own, shown_register
from ui.parts.listing import draw_listing, listing_of
from ui.parts.markup import plain
from ui.serve.log import event
from ui.serve.pages import GO_TO, MAP

CHANGES_LISTED: Final = 200
ROWS_LISTED: Final = 1000
"""Rows of a part of the report that the page lists; the file has all."""

PARTS: Final[Mapping[str, Callable[[Sequence[int], Sequence[Finding], Text], pd.DataFrame]]] = {
    "kinds": lambda _, findings, text: kinds_frame(findings, text),
    "rows": rows_frame,
    "findings": lambda _, findings, text: findings_frame(findings, text),
}
"""The parts of the report and what makes each of the rows chosen and their findings."""


def draw_use(taken: Intake | Boundaries, text: Text) -> None:
    """Draw what came of the file in a line, and the button that puts it on the map."""
    with st.container(border=True, key="data-counts"):
        st.markdown(f"**{plain(counts_sentence(taken, text))}**")
        for note in taken.notes:
            st.caption(plain(note_sentence(note, text)))
        st.button(
            text("data.use", count=len(taken.rows)),
            key="data-use",
            type="primary",
            icon=":material/map:",
            disabled=not taken.rows,
            on_click=_use,
            args=(taken,),
        )
        _draw_add(taken, text)
        st.caption(text("data.private"))
    if isinstance(taken, Intake):
        _draw_changes(taken, text)


def _draw_add(taken: Intake | Boundaries, text: Text) -> None:
    """Offer to add the file to what was loaded before."""
    own = own_register()
    if own is None or own.intake is None or own.store is None or not isinstance(taken, Intake):
        return
    st.button(
        text("data.add", count=len(own.store.register.projects)),
        key="data-add",
        icon=":material/add:",
        disabled=not taken.rows,
        on_click=_use,
        args=(taken,),
        kwargs={"beside": True},
    )


def _use(taken: Intake | Boundaries, *, beside: bool = False) -> None:
    """Show the file on the map; a widget's callback."""
    event("import").log(len(taken.table.rows))
    show_own(taken, beside=beside)
    st.session_state[GO_TO] = MAP


def draw_report(taken: Taken, text: Text) -> None:
    """Draw the rows by outcome, every finding, and the downloads."""
    of_row = by_row(taken.findings)
    outcomes = {n: outcome_of(of_row.get(n, [])) for n in taken.table.numbers}
    counts = {o: sum(found == o for found in outcomes.values()) for o in OUTCOMES}
    st.markdown(f"**{text('data.report')}**")
    chosen = st.pills(
        text("report.outcome"),
        OUTCOMES,
        selection_mode="multi",
        key="data-outcomes",
        format_func=lambda o: f"{text(f'report.{o}')} {counts[o]}",
        label_visibility="collapsed",
    )
    numbers = [n for n in taken.table.numbers if not chosen or outcomes[n] in chosen]
    _draw_part(numbers, [found for n in numbers for found in of_row.get(n, [])], text)
    _draw_downloads(taken, text)


def _draw_part(numbers: Sequence[int], findings: Sequence[Finding], text: Text) -> None:
    """Draw one part of the report as a table, and say so where it is not the whole."""
    part = st.segmented_control(
        text("data.report"),
        list(PARTS),
        default="kinds",
        key="data-part",
        required=True,
        format_func=lambda name: text(f"report.sheet_{name}"),
        label_visibility="collapsed",
    )
    table = PARTS[part](numbers, findings, text)
    listed = table.head(ROWS_LISTED)
    draw_listing(pinned_store(), listing_of(listed, f"data-{part}"), text)
    if len(listed) < len(table):
        st.caption(text("data.report_more", listed=len(listed), count=len(table)))


def _draw_downloads(taken: Taken, text: Text) -> None:
    with st.container(horizontal=True, key="data-downloads"):
        st.download_button(
            text("data.report_file"),
            lambda: _report(taken),
            file_name="report.xlsx",
            key="data-report",
            on_click="ignore",
            icon=":material/download:",
        )
        if taken.rejected:
            name, _ = rejected_file(taken, text)
            st.download_button(
                text("data.rejected_file", count=len(taken.rejected)),
                lambda: rejected_file(taken, text)[1],
                file_name=name,
                key="data-rejected",
                on_click="ignore",
                icon=":material/edit_note:",
            )


def _report(taken: Taken) -> bytes:
    stream = io.BytesIO()
    write_report(stream, taken)
    return stream.getvalue()


def _draw_changes(taken: Intake, text: Text) -> None:
    """Draw what the file would add, remove and change, against what is shown now."""
    own = own_register()
    before = own.store.register if own and own.intake and own.store else pinned_store().register
    after = with_projects(shown_register(), taken).projects
    changes = changes_between(before.projects, after)
    counts = {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "changed": len(changes.changed),
    }
    shares = (f"{share:.0%}" for share in (changes.mapped_before, changes.mapped_after))
    said = [text(f"report.{name}", count=count) for name, count in counts.items()]
    said.append(text("report.mapped", **dict(zip(("before", "after"), shares, strict=True))))
    against = text("data.changes_own" if own and own.intake else "data.changes_shared")
    with st.expander(f"{against}{text('report.colon')}{' · '.join(said)}", key="data-changes"):
        names = dict(zip(before.projects["id"], before.projects[f"name_{text.lang}"], strict=True))
        names |= dict(zip(after["id"], after[f"name_{text.lang}"], strict=True))
        listed = {
            "added": list(changes.added),
            "removed": list(changes.removed),
            "changed": list(changes.changed),
        }
        rows = [
            (text(f"data.{kind}"), names[id_], ", ".join(changes.changed.get(id_, ())))
            for kind, ids in listed.items()
            for id_ in ids[:CHANGES_LISTED]
        ]
        heads = [text(word) for word in ("report.outcome", "field.name", "report.column")]
        table = pd.DataFrame(rows, columns=heads)
        draw_listing(pinned_store(), listing_of(table, "data-changes-table"), text)
