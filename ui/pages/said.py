"""What the user says of a file: its columns, what its words mean, rates, outlines meant."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Final

import streamlit as st

from geo.intake.columns.choices import VALUED, Choices
from geo.intake.columns.columns import match_columns
from geo.intake.columns.said import choices_from, headers_digest, said_of
from geo.intake.files.tables import RawTable
from geo.intake.judging.rows import NAMES
from geo.intake.positions.outcome import Taken
from geo.intake.values.headers import COLUMNS, column_label
from geo.register.fields import STATED
from geo.words.synonyms import normal
from geo.words.text import Text
from ui.own import pinned_store
from ui.pages.upload import Upload
from ui.parts.markup import plain
from ui.parts.remembered import draw_remembered, remembered_said

ALWAYS: Final = frozenset(
    {
        *("id", "lon", "lat", "coordinates", "address"),
        *(field.read_from[0] for field in STATED if field.filter or "table" in field.roles),
    }
)
"""The columns that are always offered; any other only where the file seems to have it."""

COLUMN: Final = "column-"
"""Begins the key of the box in which a field's column is chosen."""

VALUE: Final = "value-"
"""Begins the key of the box in which a word of a field gets its meaning."""

RATE: Final = "rate-"
"""Begins the key of the box in which a currency's rate is given."""

NO_COLUMN: Final = -1
MOST_WORDS: Final = 40
"""Unknown words that are asked about, those of the most rows first."""

_ACROSS: Final = 3


def draw_columns(table: RawTable, text: Text) -> dict[str, int]:
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
        key=COLUMN + f"{name}-{table.file}",
        format_func=lambda p: text("data.no_column") if p == NO_COLUMN else table.headers[p],
    )
    return int(position)


def draw_values(upload: Upload, taken: Taken, text: Text) -> None:
    """Ask what the words mean that no vocabulary has; an answer holds for all rows of a word."""
    words = _unknown_words(upload, taken)
    if not words:
        return
    title = text("data.values", count=len(words))
    with st.expander(title, expanded=bool(set(words) - set(upload.values)), key="data-values"):
        st.caption(text("data.values_hint"))
        asked = list(words.most_common(MOST_WORDS))
        for start in range(0, len(asked), _ACROSS):
            slots = st.columns(_ACROSS)
            for (word, rows), slot in zip(asked[start : start + _ACROSS], slots, strict=False):
                with slot:
                    _draw_value(upload, word, rows, text)


def _unknown_words(upload: Upload, taken: Taken) -> Counter[tuple[str, str]]:
    """Return the words to ask about by field and normal form, with their rows."""
    found = ((f.facts.get("field"), normal(f.value)) for f in taken.findings)
    words = Counter((str(name), word) for name, word in found if name in VALUED)
    return words + Counter(dict.fromkeys(upload.values.keys() - words.keys(), 1))


def _draw_value(upload: Upload, word: tuple[str, str], rows: int, text: Text) -> None:
    name, said = word
    ours = _names_of(name, text)
    options = ["", *ours]
    chosen = st.selectbox(
        plain(text("data.value_of", column=text(f"field.{name}"), word=said, rows=rows)),
        options,
        options.index(upload.values.get(word, "")),
        key=VALUE + "-".join(word),
        format_func=lambda option: ours.get(option, text("data.value_none")),
    )
    if chosen != upload.values.get(word, ""):
        upload.values.pop(word, None)
        if chosen:
            upload.values[word] = chosen
        st.rerun()


def _names_of(name: str, text: Text) -> Mapping[str, str]:
    """Return what the words of a field are called, in the order in which they are shown."""
    known = VALUED[name]
    if not known.is_place:
        return {word: text(f"{name}.{word}") for word in known.vocabulary}
    places = pinned_store().register.places
    return {id_: places[f"{name}:{id_}"].name(text.lang) for id_ in known.vocabulary}


def draw_any_area(upload: Upload, taken: Taken, text: Text) -> None:
    """Ask whether outlines are meant whose area is far from the official one."""
    if not upload.any_area and all(finding.code != "area_far" for finding in taken.findings):
        return
    meant = st.checkbox(text("data.any_area"), upload.any_area, key="data-any-area")
    if meant != upload.any_area:
        upload.any_area = meant
        st.rerun()


def draw_rates(upload: Upload, taken: Taken, text: Text) -> None:
    """Ask for the rate of every currency that rows were rejected for."""
    wanted = {str(f.facts["currency"]) for f in taken.findings if f.code == "money_no_rate"}
    for currency in sorted(wanted | set(upload.rates)):
        rate = st.columns(3)[0].number_input(
            text("data.rate", currency=currency),
            min_value=0.0,
            value=upload.rates.get(currency, 0.0),
            format="%.4f",
            key=RATE + currency,
        )
        if rate and upload.rates.get(currency) != rate:
            upload.rates[currency] = rate
            st.rerun()


# from one file to the next


def draw_last_time(upload: Upload, text: Text) -> None:
    """Offer what was said of the last file with the same headers."""
    known = remembered_said(headers_digest(upload.table))
    if known is None or upload.is_reminded:
        return
    choices = choices_from(known, upload.table, match_columns(upload.table))
    with st.container(border=True, horizontal=True, key="data-last-time"):
        st.markdown(plain(text("data.last_time")))
        st.button(
            text("data.last_time_yes"), key="last-time-yes", on_click=_apply, args=(upload, choices)
        )
        st.button(text("data.last_time_no"), key="last-time-no", on_click=_decline, args=(upload,))


def _apply(upload: Upload, choices: Choices) -> None:
    """Take what was said of the last file for this one too, and show it in the boxes.

    A widget's callback.
    """
    upload.is_reminded = True
    upload.reading, upload.values, upload.rates = (
        choices.reading,
        dict(choices.values),
        dict(choices.rates),
    )
    for name in COLUMNS:
        position = (choices.columns or {}).get(name, NO_COLUMN)
        st.session_state[COLUMN + f"{name}-{upload.table.file}"] = position
    for word, meaning in choices.values.items():
        st.session_state[VALUE + "-".join(word)] = meaning
    for currency, rate in choices.rates.items():
        st.session_state[RATE + currency] = rate


def _decline(upload: Upload) -> None:
    """Ask no more; a widget's callback."""
    upload.is_reminded = True


def draw_keeping(upload: Upload, columns: Mapping[str, int] | None, text: Text) -> None:
    """Keep what was said for the next file with the same headers, and offer it as a file."""
    choices = Choices(columns, upload.reading, upload.rates, upload.values)
    said = said_of(upload.table, choices, match_columns(upload.table))
    headers = headers_digest(upload.table)
    if said and remembered_said(headers) is None:
        upload.is_reminded = True  # what is said of this very file is no news to it
    draw_remembered(headers, said)
    if said:
        st.download_button(
            text("data.said_file"),
            json.dumps(said, ensure_ascii=False, indent=1),
            file_name="said.json",
            key="data-said",
            on_click="ignore",
            type="tertiary",
        )
