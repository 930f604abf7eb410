"""The page where users bring a file: what is wrong with it, row by row, and their own map of it."""

import streamlit as st
from markupsafe import Markup

from geo.errors import RoleError, TwoZonesError
from geo.intake.apart.apart import get_ready
from geo.intake.boundaries import Boundaries, take_boundaries
from geo.intake.columns.choices import Choices
from geo.intake.intake import Intake, take_in
from geo.intake.outline_names import holds_boundaries
from geo.words.text import Text, text_in
from ui.own import clear_own, own_register, pinned_store, shown_register
from ui.pages.datum import draw_question, draw_reading
from ui.pages.report import draw_report, draw_use
from ui.pages.said import (
    draw_any_area,
    draw_columns,
    draw_keeping,
    draw_last_time,
    draw_rates,
    draw_values,
)
from ui.pages.upload import Upload, draw_upload, forget_upload
from ui.parts.markup import plain
from ui.parts.update import draw_update
from ui.serve.access import Role, session_identity
from ui.store import Store


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
    upload = draw_upload(text)
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


def _clear() -> None:
    """Forget the file and what was made of it."""
    clear_own()
    forget_upload()


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
    draw_last_time(upload, text)
    try:
        columns = draw_columns(upload.table, text) if kind == "projects" else None
        taken = _judge(upload, columns)
    except TwoZonesError as error:
        st.error(plain(error.sentence(text.lang)))
        return None
    draw_keeping(upload, columns, text)
    if taken.question is not None:
        draw_question(upload, taken, text)
        return None
    draw_values(upload, taken, text)
    draw_rates(upload, taken, text)
    draw_any_area(upload, taken, text)
    draw_reading(upload, taken, text)
    return taken


def _judge(upload: Upload, columns: dict[str, int] | None) -> Intake | Boundaries:
    """Return what becomes of the file, worked out again only where something else was said.

    ``columns`` are those of a file of projects, None for one of boundaries.
    """
    own = own_register()
    outlines = own.boundaries if own is not None else None
    more = dict(upload.rates), dict(upload.values)
    said = (columns, upload.reading, *more, upload.any_area, id(outlines))
    if upload.judged is None or upload.judged[0] != said:
        register = shown_register()
        if columns is None:
            taken: Intake | Boundaries = take_boundaries(
                upload.table, register, upload.reading, any_area=upload.any_area
            )
        else:
            choices = Choices(columns, upload.reading, *more)
            taken = take_in(upload.table, register, choices)
        upload.judged = (said, taken)
    return upload.judged[1]
