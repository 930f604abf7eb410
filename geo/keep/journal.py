"""Files of JSON, a line an entry, that only grow; a line that a crash cut short does not count."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from geo.errors import RegisterError
from geo.intake.replacing.exchange import keep_names
from geo.words.text import in_both

Entry = TypeVar("Entry", bound=BaseModel)


def read_entries(path: Path, model: type[Entry]) -> list[Entry]:
    """Return the entries of a file in their order; none where there is no file.

    Raises
    ------
    RegisterError
        A whole line is no such entry.
    """
    if not path.exists():
        return []
    return [
        _entry(path, number, line, model) for number, line in enumerate(_whole_lines(path), start=1)
    ]


def append_entry(path: Path, entry: BaseModel) -> None:
    """Write an entry behind the others, and wait until it is on the disk."""
    path.parent.mkdir(exist_ok=True)
    whole = sum(len(line) + 1 for line in _whole_lines(path)) if path.exists() else 0
    with path.open("ab") as file:
        file.truncate(whole)
        file.write(entry.model_dump_json().encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    keep_names(path.parent)


def _whole_lines(path: Path) -> Sequence[bytes]:
    return path.read_bytes().split(b"\n")[:-1]


def _entry(path: Path, number: int, line: bytes, model: type[Entry]) -> Entry:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise RegisterError(file=path.name, problem=in_both("keep.damaged", line=number)) from error
