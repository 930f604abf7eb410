"""``python -m geo decide``: accept a proposal, send it back, or withdraw it."""

import argparse

from geo.commands.changing import who_of
from geo.commands.common import DONE
from geo.keep.proposal import Decision
from geo.keep.shelves import own_shelf
from geo.words.text import Text


def add_options(command: argparse.ArgumentParser, text: Text) -> None:
    """Add what the command is told."""
    command.add_argument("proposal", metavar="PROPOSAL", help=text("help.proposal"))
    decisions = command.add_mutually_exclusive_group(required=True)
    decisions.add_argument("--accept", action="store_true", help=text("help.accept"))
    decisions.add_argument("--send-back", metavar="TEXT", help=text("help.send_back"))
    decisions.add_argument("--withdraw", action="store_true", help=text("help.withdraw"))
    command.add_argument("--who", default=None, help=text("help.who"))


def run(options: argparse.Namespace, text: Text) -> int:
    """Decide of the proposal; say what became of it."""
    answer = options.send_back or ""
    decided = own_shelf().decide(options.proposal, _decision(options), who_of(options), answer)
    print(text("keep.decided", proposal=decided.id, state=text(f"keep_state.{decided.state}")))
    return DONE


def _decision(options: argparse.Namespace) -> Decision:
    if options.accept:
        return "accepted"
    return "withdrawn" if options.withdraw else "sent_back"
