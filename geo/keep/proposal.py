"""A change that an editor proposes, and what a publisher has decided of it."""

import datetime as dt
from typing import Final, Literal, Self, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict

from geo.errors.keeping import AnswerMissingError, ProposalDecidedError
from geo.keep.change import Change, Sentence

State: TypeAlias = Literal["open", "accepted", "sent_back", "withdrawn"]
Decision: TypeAlias = Literal["accepted", "sent_back", "withdrawn"]

STATES: Final[tuple[State, ...]] = ("open", "accepted", "sent_back", "withdrawn")


class Proposal(BaseModel):
    """A proposed change; its id is the proposal's."""

    model_config = ConfigDict(frozen=True)

    change: Change
    state: State = "open"
    answer: Sentence = ""
    decided_by: Sentence = ""
    decided_at: AwareDatetime | None = None

    @property
    def id(self) -> str:
        """The id of the change that is proposed."""
        return self.change.id

    def decided(self, decision: Decision, who: str, answer: str = "") -> Self:
        """Return the proposal as it stands once somebody has decided, now.

        Raises
        ------
        ProposalDecidedError
            It was decided before.
        AnswerMissingError
            It is sent back without a sentence that says why.
        """
        if self.state != "open":
            raise ProposalDecidedError(proposal=self.id)
        if decision == "sent_back" and not answer.strip():
            raise AnswerMissingError(proposal=self.id)
        told = {"state": decision, "answer": answer.strip(), "decided_by": who}
        return self.model_copy(update=told | {"decided_at": dt.datetime.now(tz=dt.UTC)})
