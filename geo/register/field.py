"""A field of a project: all that the table of fields says of one."""

from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from geo.register.records import Sources, one_of
from geo.words.vocabulary import LANGUAGES

Role: TypeAlias = Literal["searched", "compared", "exported", "gis", "popup", "panel", "table"]


@dataclass(frozen=True, kw_only=True)
class Field:
    """A field of a project: what it holds, and where it takes part.

    What it is called stands under ``field.<name>`` in both word files, what its words are called
    under ``<name>.<word>``, and what else people write for either in ``synonyms.toml``.

    Attributes
    ----------
    name
        What the code calls it; the widget key and the parameter of a link where it filters.
    meaning, allowed
        Its row of the data dictionary; a vocabulary may say for itself what is allowed.
    type
        What pydantic holds a cell of ``data/projects.csv`` to; None: a word of the vocabulary.
    vocabulary
        Its words, in the order in which they are shown.
    is_place
        Its values are ids of places of the kind of its name, which are called as the place is.
    column
        The column of the register where that is not the name.
    bilingual
        It stands in two columns, ``<name>_zh`` and ``<name>_en``.
    found
        The join adds it to the register (`geo.ground.locate`); no file states it.
    unit
        What its numbers count: ``money`` (亿元), ``metres`` or ``degrees`` (WGS-84).
    filter
        It filters, in the ``first`` filters of the page or among ``more``.
    unstated
        The option of the filter for projects without a value; empty where there is none.
    intake
        A file of a user is read for it: as ``text``, as a ``word`` of the vocabulary, as a ``flag``
        (yes or no), or by a reader of its ``own`` in `geo.intake`; empty where it is never taken
        in.
    read_as
        The columns of a user's file that it is read from, where they are not its own.
    assumed
        What is taken where a file does not say; every project has such a field. None: no value.
    short
        What a shapefile calls it where its column is longer than ten bytes, those of ``_zh`` among
        them.
    roles
        Where it takes part. ``searched``: a text is looked for in it. ``compared``: a value that
        differs is a change. ``exported``: a column of the tables of projects (XLSX, CSV). ``gis``:
        an attribute in GIS files. ``popup``, ``panel``, ``table``: shown in the popup of a project,
        among the facts of the panel, in the table below the map.
    """

    name: str
    meaning: str
    allowed: str = ""
    type: Any = None
    vocabulary: tuple[str, ...] = ()
    is_place: bool = False
    column: str = ""
    bilingual: bool = False
    found: bool = False
    unit: Literal["", "money", "metres", "degrees"] = ""
    filter: Literal["", "first", "more"] = ""
    unstated: str = ""
    intake: Literal["", "text", "word", "flag", "own"] = ""
    read_as: tuple[str, ...] = ()
    assumed: str | None = None
    short: str = ""
    roles: tuple[Role, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the register that it stands in."""
        return self._columns_of(self.column or self.name)

    @property
    def short_columns(self) -> tuple[str, ...]:
        """What a shapefile calls these columns."""
        return self._columns_of(self.short or self.column or self.name)

    def _columns_of(self, name: str) -> tuple[str, ...]:
        return tuple(f"{name}_{lang}" for lang in LANGUAGES) if self.bilingual else (name,)

    @property
    def read_from(self) -> tuple[str, ...]:
        """The columns of a user's file that it is read from."""
        return self.read_as or (self.columns if self.bilingual else (self.name,))

    @property
    def cell(self) -> Any:  # noqa: ANN401 (an annotation may be any object)
        """The annotation by which pydantic checks a cell of it."""
        if self.type is None:
            return one_of(self.vocabulary, required=self.assumed is not None)
        return self.type

    @property
    def dtype(self) -> str:
        """What a column of its own values is in pandas."""
        if self.type is Sources:
            return "object"
        return "bool" if self.type is bool else "float64" if self.unit else "str"

    def column_in(self, lang: str) -> str:
        """Return the column that a reader of a language is shown."""
        return f"{self.name}_{lang}" if self.bilingual else self.columns[0]

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen in its filter."""
        return (*self.vocabulary, self.unstated) if self.unstated else self.vocabulary
