"""Write the fields of a project into data/README.md, from the table of fields.

    python -m tools.data_dictionary

What stands between the two marks is replaced; all else is written by hand.
"""

from collections.abc import Iterable
from pathlib import Path

from geo.register.field import Field
from geo.register.fields import FIELDS, STATED

PAGE = Path(__file__).resolve().parents[1] / "data" / "README.md"
START = "<!-- by tools/data_dictionary.py: start -->"
END = "<!-- by tools/data_dictionary.py: end -->"


def main() -> None:
    """Bring the page up to date."""
    page = PAGE.read_text("utf-8")
    PAGE.write_text(with_fields(page), "utf-8")


def with_fields(page: str) -> str:
    """Return the page with the fields as they stand now."""
    before, _, rest = page.partition(START)
    after = rest.partition(END)[2]
    return "\n".join((before + START, "", *_dictionary(), "", END + after))


def _dictionary() -> Iterable[str]:
    """Return the lines of two tables: what a file states, and what the application adds."""
    yield from ("| column | meaning and unit | allowed |", "|---|---|---|")
    for field in STATED:
        yield f"| {_columns(field)} | {field.meaning} | {_allowed(field)} |"
    yield from ("", "In exports stands also what the application finds:", "")
    yield from ("| column | meaning and unit |", "|---|---|")
    for field in FIELDS:
        if field.found:
            unit = f", {field.unit}" if field.unit else ""
            yield f"| {_columns(field)} | {field.meaning}{unit} |"


def _columns(field: Field) -> str:
    return ", ".join(f"`{column}`" for column in field.columns)


def _allowed(field: Field) -> str:
    """Return what a cell may hold: what the field says of it, or the words of its vocabulary."""
    if field.allowed:
        return field.allowed
    words = ", ".join(f"`{word}`" for word in field.vocabulary)
    return words if field.assumed else f"{words}, or empty"


if __name__ == "__main__":
    main()
