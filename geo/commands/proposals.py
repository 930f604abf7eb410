"""``python -m geo proposals``: what was proposed, and what became of it."""

import argparse
from collections.abc import Iterator, Sequence

from geo.commands.changing import change_lines
from geo.commands.common import DONE, print_lines
from geo.keep.proposal import Proposal
from geo.keep.shelves import own_shelf
from geo.words.text import Text


def add_options(_command: argparse.ArgumentParser, _text: Text) -> None:
    """Add nothing: the command lists all."""


def run(_options: argparse.Namespace, text: Text) -> int:
    """Print the proposals."""
    print_lines(proposal_lines(own_shelf().proposals(), text))
    return DONE


def proposal_lines(proposals: Sequence[Proposal], text: Text) -> Iterator[str]:
    """Yield proposals, each with its state and what it would change."""
    for proposal in proposals:
        state = text(f"keep_state.{proposal.state}")
        yield text("keep.proposal", state=state, who=proposal.decided_by, answer=proposal.answer)
        yield from change_lines([proposal.change], text)
