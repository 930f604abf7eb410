"""From a row of a file to the record of a project, with all that is wrong with it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import shapely
from pydantic import ValidationError

from geo.ground.places import CITY, Hierarchy
from geo.intake.cells import CellError, is_blank, text_of
from geo.intake.choices import Choices
from geo.intake.dates import read_date
from geo.intake.findings import Finding, shown
from geo.intake.headers import header_unit
from geo.intake.money import LARGE_YI, read_amount
from geo.intake.placing import Gazetteer, Match
from geo.intake.tables import Cell, RawTable
from geo.register.fields import POINT, STATED, Project
from geo.register.records import Record
from geo.words.synonyms import normal, synonyms, word_synonyms
from geo.words.text import in_both

Draft = dict[str, Any]

TEXTS: Final = tuple(
    pair
    for field in STATED
    if field.intake == "text"
    for pair in zip(field.columns, field.read_from, strict=True)
)
"""The columns of a record that hold a text, and the column of a file that each is read from."""

WORDS: Final = tuple(field for field in STATED if field.intake == "word")
FLAGS: Final = tuple(field.name for field in STATED if field.intake == "flag")
_KEPT_MONEY: Final = ("money_no_unit", "money_range")
NO_POINT: Final[Draft] = dict.fromkeys(POINT)


@dataclass
class RowDraft:
    """A record in the making, and what was found wrong on the way.

    ``shape`` is its own in WGS-84, where it is more than a point.
    """

    number: int
    record: Draft
    findings: list[Finding] = field(default_factory=list)
    has_own_id: bool = True
    shape: shapely.Geometry | None = None

    @property
    def is_rejected(self) -> bool:
        """Tell whether something found rejects the row."""
        return any(finding.rejects for finding in self.findings)

    def add_note(self, zh: str, en: str) -> None:
        """Append a sentence to the record's notes."""
        for name, sentence in (("note_zh", zh), ("note_en", en)):
            self.record[name] = " ".join(part for part in (self.record[name], sentence) if part)


class RowReader:
    """Reads the rows of a table whose columns are matched to fields."""

    def __init__(
        self,
        table: RawTable,
        columns: Mapping[str, int],
        places: Hierarchy,
        source: str,
        choices: Choices,
    ) -> None:
        """Take a table, the position of each field's column, and what else a user said.

        ``source`` is the id of the record that stands for the file.
        """
        self._table, self._columns, self._source = table, columns, source
        self._rates, self._values = choices.rates, choices.values
        self._gazetteer = Gazetteer(places)
        self._places = places

    def read(self, position: int) -> RowDraft:
        """Return the record of the row at a position, but for its point."""
        number = self._table.numbers[position]
        draft = RowDraft(number, {"sources": (self._source,), **NO_POINT})
        broken = self._table.broken.get(number)
        if broken:
            draft.findings.append(Finding(number, "", "", broken))
        row = self._table.rows[position]
        steps = (self._texts, self._flags, self._names, self._words, self._date, self._money)
        for read in (*steps, self._where):
            read(row, draft)
        if not draft.record["id"]:
            draft.record["id"], draft.has_own_id = _made_id(draft.record), False
        return draft

    def cell(self, row: Sequence[Cell], name: str) -> Cell:
        """Return the cell of a field, or None where the file has no such column or it is blank."""
        if name not in self._columns:
            return None
        value = row[self._columns[name]]
        return None if is_blank(value) else value

    def header(self, name: str) -> str:
        """Return what the file calls a field's column."""
        return self._table.headers[self._columns[name]] if name in self._columns else ""

    def complain(self, draft: RowDraft, name: str, cell: Cell, code: str, **facts: object) -> None:
        """Add a finding on a cell."""
        value = shown(text_of(cell))
        draft.findings.append(Finding(draft.number, self.header(name), value, code, facts))

    def _text(self, row: Sequence[Cell], name: str) -> str:
        if name not in self._columns:  # most are not
            return ""
        text = text_of(row[self._columns[name]])
        return "" if is_blank(text) else text

    def _texts(self, row: Sequence[Cell], draft: RowDraft) -> None:
        draft.record |= {name: self._text(row, column) for name, column in TEXTS}

    def _flags(self, row: Sequence[Cell], draft: RowDraft) -> None:
        """Read yes or no; where a row does not say, it is no."""
        for name in FLAGS:
            cell = self.cell(row, name)
            said = synonyms("yes").get(normal(text_of(cell)))
            draft.record[name] = said == "yes"
            if cell is not None and said is None:
                self.complain(draft, name, cell, "word_unknown")

    def _names(self, row: Sequence[Cell], draft: RowDraft) -> None:
        """Read the name; where only one language has it, it stands for both."""
        plain, zh, en = (self._text(row, name) for name in ("name", "name_zh", "name_en"))
        draft.record["name_zh"] = zh or plain or en
        draft.record["name_en"] = en or plain or zh
        if not (plain or zh or en):
            name = next((n for n in ("name", "name_zh", "name_en") if n in self._columns), "name")
            self.complain(draft, name, None, "no_name")

    def _words(self, row: Sequence[Cell], draft: RowDraft) -> None:
        """Read the words of vocabularies; what is unknown is reported and kept as text."""
        for field_ in WORDS:
            name, cell = field_.name, self.cell(row, field_.name)
            said = self._meant(name, cell)
            known = said in field_.vocabulary
            draft.record[name] = said if known else field_.assumed
            if cell is None:
                self._complain_of_no_status(draft, name)
            elif not known and not (said and said == field_.unstated):
                code = "sector_unknown" if name == "sector" else "word_unknown"
                self.complain(draft, name, cell, code)
                self._keep(draft, name, text_of(cell))

    def _meant(self, name: str, cell: Cell) -> str | None:
        """Return the word that a cell means, as the user says or as it is known."""
        word = normal(text_of(cell))
        return self._values.get((name, word)) or word_synonyms(name).get(word)

    def _complain_of_no_status(self, draft: RowDraft, name: str) -> None:
        if name == "status" and name in self._columns:
            self.complain(draft, name, None, "status_missing")

    def _keep(self, draft: RowDraft, name: str, said: str) -> None:
        """Keep a word that no vocabulary has: a sector as the field, all others in the notes."""
        if name == "sector" and not draft.record["industry_zh"]:
            draft.record["industry_zh"] = draft.record["industry_en"] = said
        else:
            draft.add_note(*in_both("kept.under_header", header=self.header(name), said=said))

    def _date(self, row: Sequence[Cell], draft: RowDraft) -> None:
        draft.record |= {"date": "", "date_precision": "none"}
        cell = self.cell(row, "date")
        if cell is None:
            return
        try:
            date = read_date(cell)
        except CellError as error:
            self.complain(draft, "date", cell, error.code)
            self._keep(draft, "date", text_of(cell))
            return
        text, form = date.text, date.precision
        limit = {"month": 7, "year": 4}.get(self._text(row, "date_precision"))
        if limit and limit < len(text):
            text, form = text[:limit], "month" if limit > len("2021") else "year"
        draft.record |= {"date": text, "date_precision": form}
        if date.is_reduced:
            self.complain(draft, "date", cell, "date_reduced", kept=date.text)
            self._keep(draft, "date", text_of(cell))

    def _money(self, row: Sequence[Cell], draft: RowDraft) -> None:
        draft.record["investment_yi_cny"] = None
        cell = self.cell(row, "investment")
        if cell is None:
            return
        unit = self._money_unit(row)
        try:
            amount = read_amount(cell, unit, self._rates)
        except CellError as error:
            self._keep_money(draft, cell, error)
            return
        draft.record["investment_yi_cny"] = amount.yi_cny
        if amount.yi_cny > LARGE_YI:
            self.complain(draft, "investment", cell, "money_large", yi=f"{amount.yi_cny:,.0f}")
        if amount.converted_from:
            rate = self._rates[amount.converted_from]
            facts = {"currency": amount.converted_from, "rate": f"{rate:g}"}
            self.complain(draft, "investment", cell, "money_converted", **facts)
            said = f"{text_of(cell)} {unit}".strip()
            tail = f"{amount.converted_from} 1 = CNY {rate:g}"
            self._note_money(draft, *in_both("kept.money_rate", said=said, rate=tail))
        elif amount.is_rough:
            self._note_money(draft, text_of(cell), text_of(cell))

    def _keep_money(self, draft: RowDraft, cell: Cell, error: CellError) -> None:
        """Keep in words what is no amount that can be added."""
        self.complain(draft, "investment", cell, error.code, **error.facts)
        kept = error.code if error.code in _KEPT_MONEY else "money_as_written"
        self._note_money(draft, *in_both(f"kept.{kept}", said=text_of(cell), **error.facts))

    def _money_unit(self, row: Sequence[Cell]) -> str:
        """Return the unit that a row's own column, or the header, names for its amount."""
        own = f"{self._text(row, 'unit')} {self._text(row, 'currency')}".strip()
        return own or header_unit(self.header("investment")) or self._table.money_unit

    def _note_money(self, draft: RowDraft, zh: str, en: str) -> None:
        for name, said in (("investment_note_zh", zh), ("investment_note_en", en)):
            draft.record[name] = " ".join(filter(None, (draft.record[name], said)))

    # where it is

    def _where(self, row: Sequence[Cell], draft: RowDraft) -> None:
        """Read the stated district, cluster and place; look the rest up in the address."""
        draft.record |= {"district": None, "cluster": None, "place": None}
        for name in ("district", "cluster", "place"):
            self._stated(row, draft, name)
        if draft.record["place"] is None:
            self._look_up(draft, "place")
        if draft.record["district"] is None and draft.record["place"] is None:
            self._look_up(draft, "district")
        if not draft.record["location_en"]:
            draft.record["location_en"] = draft.record["location_zh"]

    def _stated(self, row: Sequence[Cell], draft: RowDraft, name: str) -> None:
        """Read a column that names a place as a whole; what is unknown stays as text."""
        said = self._text(row, name)
        if not said:
            return
        match = self._gazetteer.whole(name, said, draft.record["district"])
        if match.key is None and name != "place":  # 亦庄 stands under 区 in many a list
            other = self._gazetteer.whole("place", said, draft.record["district"])
            if other.key and draft.record["place"] is None:
                draft.record["place"] = self._places[other.key].id
                return
        if match.key is None and name == "place":
            match = self._gazetteer.within("place", said, draft.record["district"])
            self._place_by_words(draft, match, name, said)
            draft.record["location_zh"] = " ".join(
                part for part in (said, draft.record["location_zh"]) if part
            )
            return
        if match.key is None:
            self.complain(draft, name, said, f"{name}_unknown")
            self._keep(draft, name, said)
            return
        draft.record[name] = self._places[match.key].id

    def _look_up(self, draft: RowDraft, kind: str) -> None:
        """Find a known name within the address."""
        address = draft.record["location_zh"] or draft.record["location_en"]
        match = self._gazetteer.within(kind, address, draft.record["district"])
        if kind == "place":
            self._place_by_words(draft, match, "address", address)
        elif match.key:
            place = self._places[match.key]
            draft.record["district"] = place.id
            self._mark(draft, "district_from_address", match, "address")

    def _place_by_words(self, draft: RowDraft, match: Match, name: str, said: str) -> None:
        if match.ambiguous and draft.record["place"] is None:
            names = tuple(
                ", ".join(self._places[key].name(lang) for key in match.ambiguous)
                for lang in ("zh", "en")
            )
            self.complain(draft, name, said, "place_ambiguous", names=names)
        if match.key:
            place = self._places[match.key]
            draft.record["place"] = place.id
            self._mark(draft, "place_from_words", match, name)

    def _mark(self, draft: RowDraft, code: str, match: Match, name: str) -> None:
        """Say in the report and in the record itself that a place was looked up."""
        place = self._places[match.key or CITY]
        said = draft.record["location_zh"] or match.word
        self.complain(draft, name, said, code, place=(place.name_zh, place.name_en))
        names = (place.name_zh, place.name_en)
        draft.add_note(*in_both("kept.placed", word=match.word, place=names))


def check_schema(draft: RowDraft) -> Record | None:
    """Return the record if it meets the schema of ``data/projects.csv``; else add a finding."""
    if draft.is_rejected:
        return None
    try:
        return Project.model_validate(draft.record)
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        value = shown(text_of(first.get("input")))
        facts = {"problem": first["msg"]}
        draft.findings.append(Finding(draft.number, name, value, "breaks_schema", facts))
        return None


def _made_id(values: Draft) -> str:
    """Return an id for a row without one: the same whenever name and place are the same."""
    parts = ("name_zh", "name_en", "district", "cluster", "place", "location_zh")
    key = "\x1f".join(str(values[name] or "") for name in parts)
    return "u" + hashlib.sha256(key.encode(errors="replace")).hexdigest()[:10]
