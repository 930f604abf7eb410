"""From a row of a file to the record of a project, with all that is wrong with it."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Final

from geo.ground.places import Hierarchy
from geo.intake.columns.choices import Choices
from geo.intake.files.tables import Cell
from geo.intake.findings.drafts import Draft, Row, RowCells, RowDraft, joined
from geo.intake.findings.findings import Finding
from geo.intake.judging.parts import Reader, once_each
from geo.intake.places.place_words import PlaceReader
from geo.intake.values.cells import CellError, text_of
from geo.intake.values.dates import read_date
from geo.intake.values.headers import header_unit
from geo.intake.values.known_words import known_word, says_more
from geo.intake.values.money import LARGE_YI, is_money_unit, read_amount
from geo.register.fields import POINT, STATED
from geo.words.synonyms import normal, synonyms
from geo.words.text import in_both

NAMES: Final = ("name", "name_zh", "name_en")
"""The columns of a name."""

TEXTS: Final = tuple(
    pair
    for field in STATED
    if field.intake == "text"
    for pair in zip(field.columns, field.read_from, strict=True)
)
"""The columns of a record that hold a text, and the column of a file that each is read from."""

WORDS: Final = tuple(field for field in STATED if field.intake == "word")
FLAGS: Final = tuple(field.name for field in STATED if field.intake == "flag")
MONEY: Final = ("investment", "aggregate_investment")
"""The columns that an amount is read from: the first of them that has one."""

_INDUSTRY: Final = ("industry_zh", "industry_en")
"""Where a sector that no vocabulary has is kept, unless the file says something there."""

_KEPT_MONEY: Final = ("money_no_unit", "money_range")
NO_TEXTS: Final = dict.fromkeys((name for name, _ in TEXTS), "")
NO_POINT: Final[Draft] = dict.fromkeys(POINT)


class RowReader:
    """Reads the rows of a table whose columns are matched to fields."""

    def __init__(
        self,
        cells: RowCells,
        places: Hierarchy,
        source: str,
        choices: Choices,
    ) -> None:
        """Take the cells of a table, the places, and what else a user said.

        ``source`` is the id of the record that stands for the file.
        """
        self._cells, self._source = cells, source
        self._rates, self._values = choices.rates, choices.values
        self._where = PlaceReader(cells, places, choices.values)
        self._given = [(name, column) for name, column in TEXTS if column in cells.columns]

    def read(self) -> Iterator[RowDraft]:
        """Yield the record of each row, but for its point."""
        table = self._cells.table
        steps = [once_each(*step, table.rows, self._texts) for step in self._steps()]
        for number, row in zip(table.numbers, table.rows, strict=True):
            draft = RowDraft(number, {"sources": (self._source,), **NO_POINT, **self._texts(row)})
            if number in table.broken:
                draft.findings.append(Finding(number, "", "", table.broken[number]))
            for read in steps:
                read(row, draft)
            if not draft.record["id"]:
                draft.record["id"], draft.has_own_id = _made_id(draft.record), False
            yield draft

    def _steps(self) -> Iterator[tuple[Reader, Sequence[int]]]:
        """Yield what reads each part of a row, and where the cells stand that it looks at."""
        at = self._cells.positions
        yield self._flags, at(*FLAGS)
        yield self._names, at(*NAMES)
        yield self._words, at(*(field_.name for field_ in WORDS), *_INDUSTRY)
        yield self._date, at("date", "date_precision")
        yield self._money, at(*MONEY, "unit", "currency")
        yield self._where.read, self._where.positions

    def _texts(self, row: Row) -> Draft:
        return NO_TEXTS | {name: self._cells.text(row, column) for name, column in self._given}

    def _flags(self, row: Row, draft: RowDraft) -> None:
        """Read yes or no; where a row does not say, it is no."""
        for name in FLAGS:
            cell = self._cells.cell(row, name)
            said = None if cell is None else synonyms("yes").get(normal(text_of(cell)))
            draft.record[name] = said == "yes"
            if cell is not None and said is None:
                self._cells.complain(draft, name, cell, "word_unknown")

    def _names(self, row: Row, draft: RowDraft) -> None:
        """Read the name; where only one language has it, it stands for both."""
        plain, zh, en = [self._cells.text(row, name) for name in NAMES]
        draft.record["name_zh"] = zh or plain or en
        draft.record["name_en"] = en or plain or zh
        if not (plain or zh or en):
            name = next((name for name in NAMES if name in self._cells.columns), "name")
            self._cells.complain(draft, name, None, "no_name")

    def _words(self, row: Row, draft: RowDraft) -> None:
        """Read the words of vocabularies; what is unknown is reported and kept as text."""
        for field_ in WORDS:
            name, cell = field_.name, self._cells.cell(row, field_.name)
            said = None if cell is None else self._meant(name, cell)
            known = said in field_.vocabulary
            draft.record[name] = said if known else field_.assumed
            if cell is None:
                self._complain_of_no_status(draft, name)
            elif known and says_more(name, text_of(cell)):
                self._keep(draft, name, text_of(cell))
            elif not known and not (said and said == field_.unstated):
                code = "sector_unknown" if name == "sector" else "word_unknown"
                self._cells.complain(draft, name, cell, code, field=name)
                self._keep(draft, name, text_of(cell))

    def _meant(self, name: str, cell: Cell) -> str | None:
        """Return the word that a cell means, as the user says or as it is known."""
        text = text_of(cell)
        return self._values.get((name, normal(text))) or known_word(name, text)

    def _complain_of_no_status(self, draft: RowDraft, name: str) -> None:
        if name == "status" and name in self._cells.columns:
            self._cells.complain(draft, name, None, "status_missing")

    def _keep(self, draft: RowDraft, name: str, said: str) -> None:
        """Keep a word that no vocabulary has: a sector as the field, all others in the notes."""
        if name == "sector" and not draft.record["industry_zh"]:
            draft.record["industry_zh"] = draft.record["industry_en"] = said
        else:
            self._cells.keep(draft, name, said)

    def _date(self, row: Row, draft: RowDraft) -> None:
        draft.record |= {"date": "", "date_precision": "none"}
        cell = self._cells.cell(row, "date")
        if cell is None:
            return
        try:
            date = read_date(cell)
        except CellError as error:
            self._cells.complain(draft, "date", cell, error.code, **error.facts)
            self._cells.keep(draft, "date", text_of(cell))
            return
        text, form = date.text, date.precision
        precision = self._cells.cell(row, "date_precision")
        said = None if precision is None else self._meant("date_precision", precision)
        limit = {"month": 7, "year": 4}.get(said or "")
        if limit and limit < len(text):
            text, form = text[:limit], "month" if limit > len("2021") else "year"
        draft.record |= {"date": text, "date_precision": form}
        if date.is_reduced:
            self._cells.complain(draft, "date", cell, "date_reduced", kept=date.text)
            self._cells.keep(draft, "date", text_of(cell))

    def _money(self, row: Row, draft: RowDraft) -> None:
        draft.record["investment_yi_cny"] = None
        for name in MONEY:
            cell = self._cells.cell(row, name)
            if cell is not None:
                if name == "aggregate_investment":
                    draft.record["aggregate"] = True
                self._amount(row, draft, name)
                return

    def _amount(self, row: Row, draft: RowDraft, name: str) -> None:
        """Read an amount from one of the columns of money."""
        cell, unit = self._cells.cell(row, name), self._money_unit(row, name)
        try:
            amount = read_amount(cell, unit, self._rates)
        except CellError as error:
            self._keep_money(draft, name, cell, error)
            return
        draft.record["investment_yi_cny"] = amount.yi_cny
        if amount.yi_cny > LARGE_YI:
            self._cells.complain(draft, name, cell, "money_large", yi=f"{amount.yi_cny:,.0f}")
        if amount.converted_from:
            rate = self._rates[amount.converted_from]
            facts = {"currency": amount.converted_from, "rate": f"{rate:g}"}
            self._cells.complain(draft, name, cell, "money_converted", **facts)
            said = f"{text_of(cell)} {unit}".strip()
            tail = f"{amount.converted_from} 1 = CNY {rate:g}"
            self._note_money(draft, *in_both("kept.money_rate", said=said, rate=tail))
        elif amount.is_rough:
            self._note_money(draft, text_of(cell), text_of(cell))

    def _keep_money(self, draft: RowDraft, name: str, cell: Cell, error: CellError) -> None:
        """Keep in words what is no amount that can be added."""
        self._cells.complain(draft, name, cell, error.code, **error.facts)
        kept = error.code if error.code in _KEPT_MONEY else "money_as_written"
        self._note_money(draft, *in_both(f"kept.{kept}", said=text_of(cell), **error.facts))

    def _money_unit(self, row: Row, name: str) -> str:
        """Return the unit that a row's own column, or the header, names for its amount."""
        own = f"{self._cells.text(row, 'unit')} {self._cells.text(row, 'currency')}".strip()
        named = own if own and is_money_unit(own) else ""
        return named or header_unit(self._cells.header(name)) or self._cells.table.money_unit

    def _note_money(self, draft: RowDraft, zh: str, en: str) -> None:
        for name, said in (("investment_note_zh", zh), ("investment_note_en", en)):
            draft.record[name] = joined(draft.record[name], said)


def _made_id(values: Draft) -> str:
    """Return an id for a row without one: the same whenever name and place are the same."""
    parts = ("name_zh", "name_en", "district", "cluster", "place", "location_zh")
    key = "\x1f".join(str(values[name] or "") for name in parts)
    return "u" + hashlib.sha256(key.encode(errors="replace")).hexdigest()[:10]
