"""What keeps a register that several people change: one protocol, whatever it lies on."""

import datetime as dt
from collections.abc import Sequence
from typing import Protocol

from geo.keep.change import Change, Row
from geo.keep.proposal import Decision, Proposal, State


class Shelf(Protocol):
    """A register's tables as rows, its history, and what is proposed.

    A table is named by its file without the ending (`geo.keep.change.KEYS`), a row by
    `geo.keep.change.record_key`.
    """

    def revision(self) -> str:
        """Return a word that any change of the register makes another."""

    def rows(self, table: str) -> Sequence[Row]:
        """Return the rows of a table as they are stated, in their order."""

    def row(self, table: str, record: str) -> Row | None:
        """Return one row, or None where there is none of that name."""

    def changes(
        self,
        table: str | None = None,
        record: str | None = None,
        since: dt.datetime | None = None,
    ) -> Sequence[Change]:
        """Return the changes of a row, of a table or of all, the oldest first."""

    def commit(self, change: Change) -> Change:
        """Make a change and put it into the history, both or neither.

        Raises
        ------
        EditConflictError
            A row is no longer the one on which the change was made; nothing has changed.
        RegisterError
            The register would not load with it; nothing has changed.
        """

    def propose(self, change: Change) -> Proposal:
        """Keep a change until a publisher has decided.

        Raises
        ------
        EditConflictError
            As of `commit`.
        """

    def proposals(self, state: State | None = None) -> Sequence[Proposal]:
        """Return what was proposed, the oldest first; with a state only what is in it."""

    def decide(self, proposal: str, decision: Decision, who: str, answer: str = "") -> Proposal:
        """Decide a proposal; one that is accepted is committed, both or neither.

        Raises
        ------
        MissingChangeError, ProposalDecidedError, AnswerMissingError
            There is no such proposal, it was decided before, or no sentence says why.
        EditConflictError, RegisterError
            As of `commit`; the proposal stays open.
        """
