"""Where a row says that it is: its district, cluster and place, stated or found in its words.

What is found is marked; where several districts are named, none is chosen, and it is said.
"""

from collections.abc import Sequence

from geo.ground.places import Hierarchy
from geo.intake.columns.choices import Values
from geo.intake.findings.drafts import Row, RowCells, RowDraft
from geo.intake.formats.sheets import ALL
from geo.intake.places.districts import DistrictNames
from geo.intake.places.placing import SHORTEST_IN_TEXT, Gazetteer, Match
from geo.intake.places.provinces import elsewhere
from geo.intake.values.cells import text_of
from geo.words.synonyms import normal, word_synonyms
from geo.words.text import in_both

_STATED = ("district", "cluster", "place")

PLACE_FROM_WORDS = "place_from_words"
"""The finding that a place was found in the words of a row."""


class PlaceReader:
    """Reads the columns of a row that name a place, and its address."""

    def __init__(self, cells: RowCells, places: Hierarchy, values: Values) -> None:
        """Take the cells of a table, the places, and what a user said that words mean."""
        self._cells, self._places, self._values = cells, places, values
        self._gazetteer = Gazetteer(places)
        self._districts = DistrictNames(places)

    @property
    def positions(self) -> list[int]:
        """Where the cells stand that say where a row is."""
        own = self._cells.positions(*_STATED, "address", "location_en", "level")
        table = self._cells.table
        return [*own, len(table.headers) - 1] if table.part == ALL else own

    def read(self, row: Row, draft: RowDraft) -> None:
        """Read the stated district, cluster and place; look the rest up in the address."""
        draft.record |= dict.fromkeys(_STATED)
        self._district(row, draft)
        self._cluster(row, draft)
        self._place(row, draft)
        if _address(draft) and not (self._is_settled(row) or self._is_elsewhere(draft)):
            self._look_up(draft)
        if not draft.record["location_en"]:
            draft.record["location_en"] = draft.record["location_zh"]

    # stated

    def _district(self, row: Row, draft: RowDraft) -> None:
        said = self._cells.text(row, "district") or self._of_sheet(row)
        if not said or self._whole(draft, "district", said) or self._in_province(draft, said):
            return
        found = self._districts.named_in(said)
        if len(found) > 1:
            self._several(draft, "district", said, found)
        elif found:
            draft.record["district"] = found[0]
            self._add_location(draft, said)
        else:
            self._unknown_district(draft, said)

    def _of_sheet(self, row: Row) -> str:
        """Return the name of the sheet that a row is from, where that is one of a district."""
        if self._cells.table.part != ALL:
            return ""
        name = text_of(row[-1])
        return name if len(self._districts.named_in(name)) == 1 else ""

    def _unknown_district(self, draft: RowDraft, said: str) -> None:
        """Take a place that stands under districts, or keep the words."""
        if self._in_province(draft, said, is_area=True):
            return
        match = self._gazetteer.within("place", said)
        if match.key:
            self._put_place(draft, match, "district")
            return
        self._cells.complain(draft, "district", said, "district_unknown", field="district")
        self._cells.keep(draft, "district", said)

    def _in_province(self, draft: RowDraft, said: str, *, is_area: bool = False) -> bool:
        """Say where the words for a district are of another province."""
        province = elsewhere(said, is_area=is_area)
        if province:
            self._cells.complain(draft, "district", said, "other_province", province=province)
        return bool(province)

    def _cluster(self, row: Row, draft: RowDraft) -> None:
        said = self._cells.text(row, "cluster")
        if said and not self._whole(draft, "cluster", said):
            self._cells.complain(draft, "cluster", said, "cluster_unknown", field="cluster")
            self._cells.keep(draft, "cluster", said)

    def _whole(self, draft: RowDraft, name: str, said: str) -> bool:
        """Take a text that names a district, a cluster or else a place as a whole."""
        meant = self._values.get((name, normal(said)))
        match = self._gazetteer.whole(name, said, draft.record["district"])
        if meant or match.key:
            draft.record[name] = meant or self._places[match.key or ""].id
            return True
        other = self._gazetteer.whole("place", said, draft.record["district"])
        if other.key and draft.record["place"] is None:  # 亦庄 stands under 区 in many a list
            draft.record["place"] = self._places[other.key].id
            return True
        return False

    def _place(self, row: Row, draft: RowDraft) -> None:
        """Read a park or site; its words stay a part of the location where it is not one whole."""
        said = self._cells.text(row, "place")
        if not said:
            return
        match = self._gazetteer.whole("place", said, draft.record["district"])
        if match.key:
            draft.record["place"] = self._places[match.key].id
            return
        match = self._gazetteer.within("place", said, draft.record["district"])
        self._put_place(draft, match, "place", said)
        self._add_location(draft, said)

    def _add_location(self, draft: RowDraft, said: str) -> None:
        parts = (said, draft.record["location_zh"])
        draft.record["location_zh"] = " ".join(part for part in parts if part)

    # in the address

    def _is_settled(self, row: Row) -> bool:
        """Tell whether a row says how well its place is known, as our own exports do."""
        return normal(self._cells.text(row, "level")) in word_synonyms("level")

    def _is_elsewhere(self, draft: RowDraft) -> bool:
        """Say where an address is in another province, and no place of ours is stated."""
        if draft.record["district"] or draft.record["place"]:
            return False
        province = elsewhere(_address(draft))
        if province:
            said = _address(draft)
            self._cells.complain(draft, "address", said, "other_province", province=province)
        return bool(province)

    def _look_up(self, draft: RowDraft) -> None:
        if draft.record["place"] is None and not self._names_several(draft):
            self._look_up_place(draft)
        if draft.record["district"] is None and draft.record["place"] is None:
            self._look_up_district(draft)

    def _names_several(self, draft: RowDraft) -> bool:
        """Tell whether an address names several districts, where none is stated."""
        stated = draft.record["district"] is not None
        return not stated and len(self._districts.named_in(_address(draft))) > 1

    def _look_up_place(self, draft: RowDraft) -> None:
        address = _address(draft)
        is_short = len(address) < SHORTEST_IN_TEXT
        find = self._gazetteer.whole if is_short else self._gazetteer.within
        match = find("place", address, draft.record["district"])
        self._put_place(draft, match, "address", address)

    def _look_up_district(self, draft: RowDraft) -> None:
        """Find the district that an address names."""
        address = _address(draft)
        found = self._districts.named_in(address)
        if len(found) > 1:
            self._several(draft, "address", address, found)
        elif found:
            draft.record["district"] = found[0]
            match = Match(f"district:{found[0]}", self._districts.word_of(found[0], address))
            self._mark(draft, "district_from_address", match, "address")

    # said in the report and in the record

    def _several(self, draft: RowDraft, name: str, said: str, found: Sequence[str]) -> None:
        """Say that a text names several districts, and keep it."""
        places = [self._places[f"district:{adcode}"] for adcode in found]
        names = "、".join(p.name_zh for p in places), ", ".join(p.name_en for p in places)
        self._cells.complain(draft, name, said, "district_several", names=names)
        if name == "district":
            self._cells.keep(draft, name, said)

    def _put_place(self, draft: RowDraft, match: Match, name: str, said: str = "") -> None:
        if match.ambiguous and draft.record["place"] is None:
            names = tuple(
                ", ".join(self._places[key].name(lang) for key in match.ambiguous)
                for lang in ("zh", "en")
            )
            self._cells.complain(draft, name, said, "place_ambiguous", names=names)
        if match.key:
            draft.record["place"] = self._places[match.key].id
            self._mark(draft, PLACE_FROM_WORDS, match, name)

    def _mark(self, draft: RowDraft, code: str, match: Match, name: str) -> None:
        """Say in the report and in the record itself that a place was looked up."""
        place = self._places[match.key or ""]
        said = draft.record["location_zh"] or match.word
        names = (place.name_zh, place.name_en)
        self._cells.complain(draft, name, said, code, place=names)
        zh, en = in_both("kept.placed", word=match.word, place=names)
        draft.add_note(zh, en)
        if code == PLACE_FROM_WORDS:
            draft.guess = zh, en


def _address(draft: RowDraft) -> str:
    return str(draft.record["location_zh"] or draft.record["location_en"])
