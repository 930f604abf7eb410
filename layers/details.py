"""What a project is called and what a list says of it: pages of rows, fetched when asked for."""

import hashlib
from collections.abc import Mapping
from functools import cached_property, lru_cache
from typing import Final

import pandas as pd

from geo.register.field import Role
from geo.say.project_words import shown_in
from layers.assets import DATA_URL, DIGEST_LENGTH, Asset
from layers.projects import CODED

PAGE_ROWS: Final = 256

ALSO: Final = ("date", "aggregate")
"""What others are said with: a status with its day, money with whether it is a sum."""


class DetailPages:
    """The details of joined projects, ``PAGE_ROWS`` rows a page, in the order of the layer."""

    def __init__(self, projects: pd.DataFrame, salt: str = "") -> None:
        """Take joined projects; nothing is copied until a page is asked for.

        With a ``salt`` the addresses cannot be guessed from the content.
        """
        self._salt = salt
        self._frame = projects[detail_columns("popup", "table")]
        self.page = lru_cache(maxsize=1024)(self._page)

    @cached_property
    def digest(self) -> str:
        """A digest of all that the pages hold."""
        hashes = pd.util.hash_pandas_object(self._frame, index=False).to_numpy()
        content = self._salt.encode() + hashes.tobytes()
        return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]

    @property
    def address(self) -> Mapping[str, object]:
        """Where the browser finds the pages: a prefix, and how many rows a page has."""
        return {"prefix": f"{DATA_URL}/{self.digest}/details-", "rows": PAGE_ROWS}

    def find(self, path: str) -> Asset | None:
        """Return the page that an address names, or None where it names none."""
        number = path.removeprefix(str(self.address["prefix"])).removesuffix(".json")
        if number == path or not number.isdecimal() or int(number) * PAGE_ROWS >= len(self._frame):
            return None
        return self.page(int(number))

    def _page(self, number: int) -> Asset:
        rows = self._frame.iloc[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]
        columns = {name: plain_column(rows[name]) for name in self._frame.columns}
        return Asset.from_json(f"details-{number}.json", columns)


def detail_columns(*where: Role) -> list[str]:
    """Return the columns that the browser needs to say what is shown somewhere of a project.

    Those that the project layer holds as codes are left out.
    """
    shown = [field for field in shown_in(*where) if field.name not in CODED]
    needed = dict.fromkeys(column for field in shown for column in field.columns)
    return list(dict.fromkeys(("id", *needed, *ALSO)))


def plain_column(column: pd.Series) -> list[object]:
    """Return values as JSON has them: null for gaps, whole numbers without ``.0``."""
    return [_plain(value) for value in column.tolist()]


def _plain(value: object) -> object:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 (a gap is NaN)
        return None
    return int(value) if isinstance(value, float) and value.is_integer() else value
