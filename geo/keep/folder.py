"""A register that several people keep, on a data folder.

History and proposals lie beside it, in ``<folder>.desk``, so that the folder stays what
`geo.register.load` knows. A change is written down there before the folders change places, with
the digest that the folder will have, and moved into the history after: whatever instant a process
is killed at, the next one sees whether the change has taken place.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from geo.errors import ImportRunningError
from geo.errors.keeping import MissingChangeError
from geo.intake.replacing.exchange import keep_names
from geo.intake.replacing.recovery import drop_backup, lock_folder
from geo.intake.replacing.replacing import changing, replace_folder
from geo.keep.change import Change, Row
from geo.keep.journal import append_entry, read_entries
from geo.keep.proposal import Decision, Proposal, State
from geo.keep.stated import differing_rows, find_row, read_rows, write_changes
from geo.register.digest import folder_digest

DESK: Final = ".desk"

MOST_ROWS: Final = 20_000
"""The most rows of which an import writes down what it made of each; its backup has all."""


class _Unsettled(BaseModel):
    """A change on its way, and the digest of the folder once it has taken place."""

    digest: str
    change: Change
    proposal: Proposal | None


class FolderShelf:
    """A register on a folder; see `geo.keep.shelf.Shelf`."""

    def __init__(self, folder: Path) -> None:
        """Take a data folder."""
        self.folder = folder.resolve()
        self.desk = self.folder.with_name(self.folder.name + DESK)
        self._history = self.desk / "history.jsonl"
        self._proposals = self.desk / "proposals.jsonl"
        self._unsettled = self.desk / "unsettled.json"

    def revision(self) -> str:
        """Return the digest of the folder."""
        return folder_digest(self.folder)

    def rows(self, table: str) -> Sequence[Row]:
        """Return the rows of a table."""
        return read_rows(self.folder, table)

    def row(self, table: str, record: str) -> Row | None:
        """Return one row, or None."""
        return find_row(self.rows(table), table, record)

    def changes(
        self,
        table: str | None = None,
        record: str | None = None,
        since: dt.datetime | None = None,
    ) -> list[Change]:
        """Return changes, the oldest first."""
        self.settle()
        return [
            change
            for change in read_entries(self._history, Change)
            if change.concerns(table, record) and (since is None or change.when >= since)
        ]

    def commit(self, change: Change) -> Change:
        """Make a change and put it into the history."""
        self._write(lambda: (change, None))
        return change

    def propose(self, change: Change) -> Proposal:
        """Keep a change until a publisher has decided."""
        proposal = Proposal(change=change)
        with changing(self.folder):
            self._settle()
            for row in change.rows:
                row.applied(self.row(row.table, row.record))
            append_entry(self._proposals, proposal)
        return proposal

    def proposals(self, state: State | None = None) -> list[Proposal]:
        """Return proposals as they stand now, the oldest first."""
        self.settle()
        newest = {entry.id: entry for entry in read_entries(self._proposals, Proposal)}
        return [entry for entry in newest.values() if state in {None, entry.state}]

    def decide(self, proposal: str, decision: Decision, who: str, answer: str = "") -> Proposal:
        """Decide a proposal; one that is accepted is committed."""
        if decision == "accepted":
            return self._accept(proposal, who, answer)
        with changing(self.folder):
            self._settle()
            decided = self._proposal(proposal).decided(decision, who, answer)
            append_entry(self._proposals, decided)
        return decided

    def announce_import(self, staging: Path, who: str, why: str) -> None:
        """Write down what an import makes of each row, before its folder takes this one's place.

        The import holds the lock. `settle` moves it into the history once it has taken place.
        """
        self._settle()
        rows = differing_rows(self.folder, staging)
        if 0 < len(rows) <= MOST_ROWS:
            self._announce(folder_digest(staging), Change.made(who, rows, why=why), None)

    def _accept(self, proposal: str, who: str, answer: str) -> Proposal:
        accepted: list[Proposal] = []

        def decide() -> tuple[Change, Proposal]:
            accepted.append(self._proposal(proposal).decided("accepted", who, answer))
            return accepted[0].change, accepted[0]

        self._write(decide)
        return accepted[0]

    def _proposal(self, proposal: str) -> Proposal:
        found = [entry for entry in read_entries(self._proposals, Proposal) if entry.id == proposal]
        if not found:
            raise MissingChangeError(change=proposal)
        return found[-1]

    def _write(self, decide: Callable[[], tuple[Change, Proposal | None]]) -> None:
        """Write what is decided once the lock is held."""
        with changing(self.folder):
            self._settle()
            change, proposal = decide()

            def write(staging: Path) -> None:
                write_changes(staging, change.rows)
                self._announce(folder_digest(staging), change, proposal)

            drop_backup(replace_folder(self.folder, write))
            self._settle()

    def _announce(self, digest: str, change: Change, proposal: Proposal | None) -> None:
        """Write down, so that it lasts, what is about to take place."""
        self._unsettled.unlink(missing_ok=True)
        append_entry(self._unsettled, _Unsettled(digest=digest, change=change, proposal=proposal))

    def settle(self) -> None:
        """Settle what a killed process has left; while another writes, that one does."""
        if self._unsettled.exists():
            with suppress(ImportRunningError, OSError), lock_folder(self.folder):
                self._settle()

    def _settle(self) -> None:
        """Move a change that has taken place into the history; forget one that has not."""
        for left in read_entries(self._unsettled, _Unsettled):
            if left.digest == folder_digest(self.folder):
                self._enter(left)
        if self._unsettled.exists():
            self._unsettled.unlink()
            self._keep_desk()

    def _keep_desk(self) -> None:
        """Wait until the desk's names are on the disk; one that holds nothing goes."""
        if any(self.desk.iterdir()):
            keep_names(self.desk)
        else:
            self.desk.rmdir()

    def _enter(self, left: _Unsettled) -> None:
        if left.change not in read_entries(self._history, Change):
            append_entry(self._history, left.change)
        if left.proposal and left.proposal not in read_entries(self._proposals, Proposal):
            append_entry(self._proposals, left.proposal)
