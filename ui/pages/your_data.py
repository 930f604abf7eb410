"""The page where users bring a file: what is wrong with it, row by row, and their own map of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import streamlit as st
from markupsafe import Markup

from geo.errors import RoleError, TwoZonesError
from geo.ground.datums import parse_datum
from geo.ground.known_datums import offered_datums
from geo.intake.apart import get_ready, read_apart
from geo.intake.boundaries import Boundaries, holds_boundaries, take_boundaries
from geo.intake.choices import Choices
from geo.intake.columns import match_columns
from geo.intake.files import source_file
from geo.intake.headers import COLUMNS, column_label
from geo.intake.intake import Intake, take_in
from geo.intake.proposals import Reading
from geo.intake.report import proposal_sentence, question_sentence, reading_name
from geo.intake.rows import NAMES
from geo.intake.tables import RawTable
from geo.register.fields import STATED
from geo.settings import limits
from geo.words.text import Text, text_in
from ui.own import clear_own, own_register, pinned_store, shown_register
from ui.pages.report import draw_report, draw_use
from ui.parts.markup import plain
from ui.parts.update import draw_update
from ui.serve.access import Role, session_identity
from ui.serve.log import event
from ui.store import Store
from ui.streamlit_dom import keyed_style

UPLOAD: Final = "upload"
ATTEMPT: Final = "upload_attempt"
"""How often the uploader was emptied: a new number makes a new, empty one."""

ALWAYS: Final = frozenset(
    {
        *("id", "lon", "lat", "coordinates", "address"),
        *(field.read_from[0] for field in STATED if field.filter or "table" in field.roles),
    }
)
"""The columns that are always offered; any other only where the file seems to have it."""

NO_COLUMN: Final = -1
OTHER: Final = -1


@dataclass
class Upload:
    """A file that the session works on, and what the user has said of it so far."""

    table: RawTable
    sheets: Sequence[str] = ()
    reading: Reading | None = None
    rates: dict[str, float] = field(default_factory=dict)
    judged: tuple[object, Intake | Boundaries] | None = None
    """What came of it last, and what had been said by then."""


def draw_your_data(_store: Store) -> None:
    """Draw the page: the file, its columns, the datum, the report, and what can be done with it."""
    get_ready()
    text = text_in(st.session_state["lang"])
    st.html(_title(text))
    draw_update(text)
    identity = session_identity()
    if identity is None or identity.role < Role.EDITOR:
        st.info(plain(RoleError().sentence(text.lang)))
        return
    upload = _draw_uploader(text)
    own = own_register()
    if own is not None:
        st.button(text("own.clear"), key="own-clear", on_click=_clear, icon=":material/delete:")
    if upload is None:
        _draw_help(text)
        return
    taken = _draw_taken(upload, text)
    if taken is not None:
        draw_use(taken, text)
        draw_report(taken, text)


def _title(text: Text) -> Markup:
    title = Markup("<h2 class='title'>{}</h2><p class='subtitle'>{}</p>")
    return title.format(text("data.title"), text("data.intro"))


def _draw_help(text: Text) -> None:
    with st.container(border=True, key="data-help"):
        st.markdown(text("data.help"))


# the file


def _draw_uploader(text: Text) -> Upload | None:
    """Draw the uploader; return the file, read once, or None where there is none to work on."""
    attempt = st.session_state.setdefault(ATTEMPT, 0)
    with st.container(key="data-upload"):
        _word_uploader(text)
        uploaded = st.file_uploader(text("data.upload"), key=f"{UPLOAD}-{attempt}")
    if uploaded is None:
        st.session_state.pop(UPLOAD, None)
        return None
    known: tuple[str, Upload | TwoZonesError] | None = st.session_state.get(UPLOAD)
    if known is None or known[0] != uploaded.file_id:
        known = (uploaded.file_id, _read(uploaded.name, uploaded.getvalue()))
        st.session_state[UPLOAD] = known
    if isinstance(known[1], TwoZonesError):
        st.error(plain(known[1].sentence(text.lang)))
        return None
    return _with_sheet(known[1], uploaded.name, uploaded.getvalue(), text)


def _word_uploader(text: Text) -> None:
    """Give Streamlit's own button our words: it has none but English."""
    words = {"browse": text("data.browse"), "drop": text("data.drop", limit=limits().file_mb)}
    rules = " ".join(f"--twozones-{name}: '{word}';" for name, word in words.items())
    st.html(keyed_style("data-upload", rules))


def _read(name: str, content: bytes, part: str | None = None) -> Upload | TwoZonesError:
    told = event("upload")
    try:
        table = read_apart(source_file(name, content), part=part)
    except TwoZonesError as error:
        told.log(outcome=error.name())
        return error
    told.log(len(table.rows))
    return Upload(table, table.parts)


def _with_sheet(upload: Upload, name: str, content: bytes, text: Text) -> Upload | None:
    """Offer the sheets or layers of a file that has several; return that of the one chosen."""
    if not upload.sheets:
        return upload
    shown = upload.sheets.index(upload.table.part)
    chosen = st.selectbox(
        text("data.sheet"), upload.sheets, shown, key="data-sheet", format_func=plain
    )
    if chosen == upload.table.part:
        return upload
    read = _read(name, content, chosen)
    if isinstance(read, TwoZonesError):
        st.error(plain(read.sentence(text.lang)))
        return None
    return read


def _clear() -> None:
    """Forget the file and what was made of it."""
    clear_own()
    st.session_state[ATTEMPT] = st.session_state.get(ATTEMPT, 0) + 1
    st.session_state.pop(UPLOAD, None)


# what becomes of it


def _draw_taken(upload: Upload, text: Text) -> Intake | Boundaries | None:
    """Draw what the user can say of the file; return what becomes of it, once that is settled."""
    is_outline = holds_boundaries(upload.table, pinned_store().register)
    kinds = ("projects", "boundaries") if upload.table.has_polygons else ("projects",)
    kind = st.segmented_control(
        text("data.kind"),
        kinds,
        default="boundaries" if is_outline else "projects",
        key=f"data-kind-{upload.table.file}",
        required=True,
        format_func=lambda k: text(f"data.{k}"),
    )
    try:
        columns = _draw_columns(upload.table, text) if kind == "projects" else None
        taken = _judge(upload, columns)
    except TwoZonesError as error:
        st.error(plain(error.sentence(text.lang)))
        return None
    if taken.question is not None:
        _draw_question(upload, taken, text)
        return None
    _draw_rates(upload, taken, text)
    _draw_reading(upload, taken, text)
    return taken


def _judge(upload: Upload, columns: dict[str, int] | None) -> Intake | Boundaries:
    """Return what becomes of the file, worked out again only where something else was said.

    ``columns`` are those of a file of projects, None for one of boundaries.
    """
    own = own_register()
    outlines = own.boundaries if own is not None else None
    said = (columns, upload.reading, dict(upload.rates), id(outlines))
    if upload.judged is None or upload.judged[0] != said:
        register = shown_register()
        if columns is None:
            taken: Intake | Boundaries = take_boundaries(upload.table, register, upload.reading)
        else:
            choices = Choices(columns, upload.reading, dict(upload.rates))
            taken = take_in(upload.table, register, choices)
        upload.judged = (said, taken)
    return upload.judged[1]


def _draw_columns(table: RawTable, text: Text) -> dict[str, int]:
    """Draw which column each field is read from; return the positions chosen."""
    found = match_columns(table)
    chosen: dict[str, int] = {}
    with st.expander(
        text("data.columns", matched=len(found), total=len(table.headers)),
        expanded=not set(NAMES) & set(found),
        key="data-columns",
    ):
        st.caption(text("data.columns_hint"))
        offered = [name for name in COLUMNS if name in ALWAYS or name in found]
        for start in range(0, len(offered), 3):
            for name, slot in zip(offered[start : start + 3], st.columns(3), strict=False):
                position = _draw_column(slot, table, name, found.get(name, NO_COLUMN), text)
                if position != NO_COLUMN:
                    chosen[name] = position
    return chosen


def _draw_column(
    slot: "st.delta_generator.DeltaGenerator",
    table: RawTable,
    name: str,
    found: int,
    text: Text,
) -> int:
    options = [NO_COLUMN, *range(len(table.headers))]
    position = slot.selectbox(
        column_label(name, text),
        options,
        index=options.index(found),
        key=f"column-{name}-{table.file}",
        format_func=lambda p: text("data.no_column") if p == NO_COLUMN else table.headers[p],
    )
    return int(position)


# the datum


def _draw_question(upload: Upload, taken: Intake | Boundaries, text: Text) -> None:
    """Say what the coordinates may be and why, and wait for a yes."""
    question = taken.question
    if question is None:
        return
    with st.container(border=True, key="datum-question"):
        st.markdown(f"**{text('data.datum_title')}**")
        st.markdown(plain(question_sentence(question, text)))
        if not question.proposals:
            st.warning(text("reason.none"))
        readings = [proposal.reading for proposal in question.proposals]
        said = [proposal_sentence(proposal, text) for proposal in question.proposals]
        chosen = _draw_readings(readings, said, text)
        st.button(
            text("data.datum_yes"),
            key="datum-yes",
            type="primary",
            on_click=_settle,
            args=(upload, chosen),
        )
        st.caption(text("data.datum_unshifted"))


def _draw_readings(readings: Sequence[Reading], said: Sequence[str], text: Text) -> Reading:
    """Draw the readings proposed and, as the last choice, every other; return the one chosen."""
    options = [*range(len(readings)), OTHER]
    chosen: int = st.radio(
        text("data.datum"),
        options,
        key="datum-choice",
        format_func=lambda p: (
            text("data.datum_other") if p == OTHER else plain(reading_name(readings[p], text))
        ),
        captions=[*(plain(sentence) for sentence in said), ""],
    )
    if chosen != OTHER:
        return readings[chosen]
    every = [
        Reading(parse_datum(known.code), is_swapped=swapped)
        for swapped in (False, True)
        for known in offered_datums()
    ]
    position: int = st.selectbox(
        text("data.datum_other"),
        range(len(every)),
        key="datum-other",
        format_func=lambda p: reading_name(every[p], text),
        label_visibility="collapsed",
    )
    return every[position]


def _settle(upload: Upload, reading: Reading | None) -> None:
    """Take the user's word for the datum; a widget's callback."""
    upload.reading = reading


def _draw_reading(upload: Upload, taken: Intake | Boundaries, text: Text) -> None:
    """Say how coordinates were read, with the way back to the question."""
    if taken.reading is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="datum-settled"):
        st.markdown(plain(text("data.datum_read", datum=reading_name(taken.reading, text))))
        if upload.reading is not None:
            st.button(
                text("data.datum_change"),
                key="datum-change",
                type="tertiary",
                on_click=_settle,
                args=(upload, None),
            )


def _draw_rates(upload: Upload, taken: Intake | Boundaries, text: Text) -> None:
    """Ask for the rate of every currency that rows were rejected for."""
    wanted = {str(f.facts["currency"]) for f in taken.findings if f.code == "money_no_rate"}
    for currency in sorted(wanted | set(upload.rates)):
        rate = st.columns(3)[0].number_input(
            text("data.rate", currency=currency),
            min_value=0.0,
            value=upload.rates.get(currency, 0.0),
            format="%.4f",
            key=f"rate-{currency}",
        )
        if rate and upload.rates.get(currency) != rate:
            upload.rates[currency] = rate
            st.rerun()
