"""Sources in words: how one is cited, and the table of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo.ask.atlas import Atlas
from geo.register.records import Row
from geo.say.spreadsheet import recorded_dates
from geo.words.text import Text


@dataclass(frozen=True)
class SourceLine:
    """A source, and how many records cite it; ``url`` may be empty."""

    id: str
    title: str
    publisher: str
    date: str
    source_class: str
    url: str
    cited: int


def source_lines(cited: Mapping[str, int], atlas: Atlas, text: Text) -> tuple[SourceLine, ...]:
    """Return sources with how many records cite each, by id."""
    return tuple(_source_line(atlas.sources[id_], cited[id_], text) for id_ in sorted(cited))


def source_table(lines: Sequence[SourceLine], text: Text) -> pd.DataFrame:
    """Return sources as a table to read, a row a source."""
    heads = {
        "sources.id": "id",
        "sources.title": "title",
        "sources.publisher": "publisher",
        "sources.date": "date",
        "sources.class": "source_class",
        "sources.link": "url",
        "sources.cited": "cited",
    }
    columns = {name: [getattr(line, name) for line in lines] for name in heads.values()}
    table = pd.DataFrame(columns | {"date": recorded_dates(columns["date"])})
    return table.set_axis([text(head) for head in heads], axis="columns")


def title_of(source: Row, text: Text) -> str:
    """Return the title of a source in the reader's language, and the original where it differs."""
    title = text.of(source, "title")
    if title == source.title:
        return title
    return text("sources.translated", title=title, original=source.title)


def cite(source: Row, text: Text) -> str:
    """Return a source as it is cited: ``title · publisher (date)``, as far as these are known."""
    return _cited(title_of(source, text), source)


def cite_line(line: SourceLine) -> str:
    """Return a source in words as it is cited."""
    return _cited(line.title, line)


def _cited(title: str, source: Row | SourceLine) -> str:
    named = " · ".join(part for part in (title, source.publisher) if part)
    return f"{named} ({source.date})" if source.date else named


def citations(sources: pd.DataFrame, text: Text) -> dict[str, str]:
    """Return by id how sources are cited in a table: the id, the citation, and the address."""
    return {
        str(row.Index): " ".join(
            filter(None, (str(row.Index), cite(row, text), str(row.url or "")))
        )
        for row in sources.itertuples()
    }


def _source_line(row: Row, cited: int, text: Text) -> SourceLine:
    return SourceLine(
        id=str(row.Index),
        title=title_of(row, text),
        publisher=row.publisher,
        date=row.date,
        source_class=row.source_class,
        url=str(row.url) if row.url else "",
        cited=cited,
    )
