"""Projects of a file that the register knows already: what the file leaves out stays as it was.

An export of ours comes back as the register that it was made of. It has one language of a text,
the district that was found for the one that was stated, and not every field.
"""

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from geo.register.field import Field
from geo.register.fields import FIELD, POINT, STATED
from geo.register.load import stated_projects

_WITH: Final = {"date_precision": "date", "precision_m": "lon_wgs84", "lat_wgs84": "lon_wgs84"}
"""Fields that are given together with another, or not at all."""

_JOINED: Final = ("lon", "lat", "radius_m")
_NEVER: Final = frozenset({"id", "sources"})
ROUNDED_DEGREES: Final = 6e-6
"""Half of the last of five decimals, to which exports round, with what floats lose."""

_CUT: Final = "…"
_Cells = dict[str, Any]


def with_known(
    projects: pd.DataFrame,
    before: pd.DataFrame,
    columns: Mapping[str, int],
    *,
    has_shapes: bool,
    guessed: Mapping[str, tuple[str, str]] | None = None,
) -> pd.DataFrame:
    """Return the projects of a file with what it does not say of those known by their id.

    Parameters
    ----------
    projects
        The accepted rows, with the columns of ``data/projects.csv``.
    before
        Joined projects.
    columns
        The position of each field's column in the file.
    has_shapes
        The file has shapes, and so points.
    guessed
        What the notes say of places found in the words of a location, by the id of the row.
    """
    if not set(projects["id"]) & set(before["id"]):
        return projects
    keeper = _Keeper(before, columns, has_shapes=has_shapes, guessed=guessed or {})
    rows = [keeper.merged(row) for row in _cells_of(projects)]
    return pd.DataFrame(rows, columns=list(projects.columns)).astype(projects.dtypes)


class _Keeper:
    def __init__(
        self,
        before: pd.DataFrame,
        columns: Mapping[str, int],
        *,
        has_shapes: bool,
        guessed: Mapping[str, tuple[str, str]],
    ) -> None:
        self._guessed = guessed
        self._stated = _by_id(stated_projects(before))
        self._joined = _by_id(before)
        self._columns = set(columns) | ({"lon"} if has_shapes else set())

    def merged(self, row: _Cells) -> _Cells:
        """Return a row with what the register knows of it where the file says nothing else."""
        old = self._stated.get(row["id"])
        if old is None or not _is_same_project(row, old):
            return row
        joined = self._joined[row["id"]]
        if self._is_guessed_again(FIELD["place"], row, old):
            row = row | self._notes_without_guess(row)
        kept = {name: old[name] for field in STATED for name in self._kept(field, row, old, joined)}
        return row | kept

    def _kept(self, field: Field, row: _Cells, old: _Cells, joined: _Cells) -> tuple[str, ...]:
        """Return the columns of a field that keep their old values."""
        if field.name in _NEVER:
            return ()
        if field.name in POINT:
            return field.columns if self._keeps_point(row, joined) else ()
        if not self._is_given(field) or self._is_guessed_again(field, row, old):
            return field.columns
        if field.bilingual:
            return field.columns if self._is_one_text(field) and _said(field, row, old) else ()
        is_found = field.is_place and row[field.name] == joined[field.name]
        return field.columns if is_found else ()

    def _is_guessed_again(self, field: Field, row: _Cells, old: _Cells) -> bool:
        """Tell whether a place comes from the words of a location that has not changed."""
        is_guess = field.name == "place" and row["id"] in self._guessed
        return is_guess and _said(FIELD["location"], row, old)

    def _notes_without_guess(self, row: _Cells) -> _Cells:
        """Return the notes of a row without the sentence on a place that is not taken."""
        told = zip(FIELD["note"].columns, self._guessed[row["id"]], strict=True)
        return {name: row[name].replace(sentence, "").strip() for name, sentence in told}

    def _is_given(self, field: Field) -> bool:
        name = _WITH.get(field.name)
        read_from = (name,) if name else field.read_from
        return bool(self._columns.intersection(read_from))

    def _is_one_text(self, field: Field) -> bool:
        return len(self._columns.intersection(field.read_from)) == 1

    def _keeps_point(self, row: _Cells, joined: _Cells) -> bool:
        """Tell whether the point is the old one, its own or its place's, to an export's digits."""
        if not {"lon", "coordinates"} & self._columns:
            return True
        new, was = ([cells[n] for n in names] for cells, names in ((row, POINT), (joined, _JOINED)))
        if any(map(pd.isna, (*new, *was))):
            return all(map(pd.isna, new)) and bool(pd.isna(joined["lon_wgs84"]))
        near = all(abs(a - b) <= ROUNDED_DEGREES for a, b in zip(new[:2], was[:2], strict=True))
        return near and ("precision_m" not in self._columns or new[2] == was[2])


def _by_id(frame: pd.DataFrame) -> dict[str, _Cells]:
    return {row["id"]: row for row in _cells_of(frame)}


def _cells_of(frame: pd.DataFrame) -> list[_Cells]:
    names = [str(name) for name in frame.columns]
    return [dict(zip(names, row, strict=True)) for row in frame.itertuples(index=False, name=None)]


def _is_same_project(row: _Cells, old: _Cells) -> bool:
    """Tell whether an id means the same project: one of digits alone may be a row's number."""
    names = {old["name_zh"], old["name_en"]}
    return not row["id"].isdecimal() or bool(names & {row["name_zh"], row["name_en"]})


def _said(field: Field, row: _Cells, old: _Cells) -> bool:
    """Tell whether the one text that a file gives is the old one in either language."""
    given = next((row[name] for name in field.columns if row[name]), "")
    return any(_is_same_text(given, old[name]) for name in field.columns)


def _is_same_text(given: str, old: str) -> bool:
    """Compare texts without blanks; a shapefile cuts long ones and ends them with an ellipsis."""
    new, was = " ".join(given.split()), " ".join(old.split())
    return new == was or (new.endswith(_CUT) and was.startswith(new.removesuffix(_CUT)))
