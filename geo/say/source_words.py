"""Sources in words: how one is cited, wherever it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from geo.ask.atlas import Atlas
from geo.register.records import Row


@dataclass(frozen=True)
class SourceLine:
    """A source, and how many of a briefing's records cite it; ``url`` may be empty."""

    id: str
    title: str
    publisher: str
    date: str
    source_class: str
    url: str
    cited: int


def source_lines(cited: Mapping[str, int], atlas: Atlas) -> tuple[SourceLine, ...]:
    """Return the sources cited, by id."""
    return tuple(_source_line(atlas.sources[id_], cited[id_]) for id_ in sorted(cited))


def cite(source: Row | SourceLine) -> str:
    """Return a source as it is cited: ``title · publisher (date)``, as far as these are known."""
    named = " · ".join(part for part in (source.title, source.publisher) if part)
    return f"{named} ({source.date})" if source.date else named


def _source_line(row: Row, cited: int) -> SourceLine:
    return SourceLine(
        id=str(row.Index),
        title=row.title,
        publisher=row.publisher,
        date=row.date,
        source_class=row.source_class,
        url=str(row.url) if row.url else "",
        cited=cited,
    )
