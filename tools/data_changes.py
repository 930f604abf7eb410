"""Write ``data/changes.csv``: what this edition of the data adds, changes and removes.

    python -m tools.data_changes FOLDER

``FOLDER`` holds the edition before, such as ``git worktree add`` makes of an older commit.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from geo.intake.replacing.edition import COLUMNS, FILE, NAMES
from geo.words.vocabulary import LANGUAGES

DATA: Final = Path(__file__).resolve().parents[1] / "data"


def main() -> None:
    """Compare the edition before with the one in ``data/``."""
    before = Path(sys.argv[1])
    with (DATA / FILE).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(changes(before, DATA))


def changes(before: Path, after: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of ``data/changes.csv``: added, then changed, then removed, a table at a time.

    A project whose steps differ has ``history`` among its columns; a column that only one edition
    has is no change.
    """
    for name, title in NAMES.items():
        old, new = (_read(folder, name) for folder in (before, after))
        differing = {id_: _differing(old[id_], new[id_]) for id_ in new if id_ in old}
        found = (
            ("added", {id_: "" for id_ in new if id_ not in old}),
            ("changed", {id_: columns for id_, columns in differing.items() if columns}),
            ("removed", {id_: "" for id_ in old if id_ not in new}),
        )
        for change, ids in found:
            for id_, columns in ids.items():
                record = new.get(id_) or old[id_]
                names = {f"name_{lang}": record[f"{title}_{lang}"] for lang in LANGUAGES}
                yield {"table": name, "id": id_, "change": change, **names, "columns": columns}


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    return ";".join(column for column in new if column in old and old[column] != new[column])


def _read(folder: Path, name: str) -> dict[str, dict[str, str]]:
    rows = {row["id"]: dict(row) for row in _rows(folder / f"{name}.csv")}
    if name == "projects":
        steps = defaultdict(list)
        for step in _rows(folder / "history.csv"):
            steps[step["project"]].append(f"{step['date']} {step['status']}")
        rows = {id_: row | {"history": " ".join(steps[id_])} for id_, row in rows.items()}
    return rows


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    main()
