"""``python -m geo history``, ``propose``, ``proposals``, ``decide`` and ``undo``."""

import argparse
import getpass
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from geo.errors import OptionValueError
from geo.errors.keeping import MissingRecordError
from geo.keep.change import KEYS, PROJECTS, Change
from geo.keep.edit import Citation, Edit, edited
from geo.keep.proposal import Decision, Proposal
from geo.keep.shelf import Shelf
from geo.keep.shelves import own_shelf
from geo.keep.undo import undone
from geo.words.text import Text

DONE = 0
SET = "COLUMN=VALUE"
"""What a cell that is to be changed looks like."""


Run: TypeAlias = Callable[[argparse.Namespace, Text], int]


def add_commands(
    add_parser: Callable[..., argparse.ArgumentParser], text: Text
) -> list[argparse.ArgumentParser]:
    """Add the commands by argparse's ``add_parser``, but for their language, and return them."""
    added = {name: add_parser(name, help=text(f"help.{name}")) for name in _RUN}
    for name, command in added.items():
        command.set_defaults(run=_RUN[name])
    added["history"].add_argument("record", nargs="?", metavar="RECORD", help=text("help.record"))
    _add_table(added["history"], text)
    _add_proposing(added["propose"], text)
    _add_deciding(added["decide"], text)
    added["undo"].add_argument("change", metavar="CHANGE", help=text("help.change"))
    _add_reason(added["undo"], text)
    return list(added.values())


def _add_proposing(command: argparse.ArgumentParser, text: Text) -> None:
    command.add_argument("record", metavar="RECORD", help=text("help.record"))
    _add_table(command, text)
    command.add_argument(
        "--set", action="append", required=True, metavar=SET, help=text("help.set")
    )
    command.add_argument("--source", required=True, metavar="ID", help=text("help.cited"))
    _add_reason(command, text)


def _add_table(command: argparse.ArgumentParser, text: Text) -> None:
    command.add_argument("--table", choices=KEYS, default=PROJECTS, help=text("help.table"))


def _add_reason(command: argparse.ArgumentParser, text: Text) -> None:
    command.add_argument("--why", default="", help=text("help.why"))
    command.add_argument("--who", default=None, help=text("help.who"))


def _add_deciding(command: argparse.ArgumentParser, text: Text) -> None:
    command.add_argument("proposal", metavar="PROPOSAL", help=text("help.proposal"))
    decisions = command.add_mutually_exclusive_group(required=True)
    decisions.add_argument("--accept", action="store_true", help=text("help.accept"))
    decisions.add_argument("--send-back", metavar="TEXT", help=text("help.send_back"))
    decisions.add_argument("--withdraw", action="store_true", help=text("help.withdraw"))
    command.add_argument("--who", default=None, help=text("help.who"))


def _history(options: argparse.Namespace, text: Text) -> int:
    shelf = own_shelf()
    changes = shelf.changes(options.table if options.record else None, options.record)
    if options.record and not changes:
        _record(shelf, options.table, options.record)
    if options.record:
        changes = [change.part_of(options.table, options.record) for change in changes]
    _print(change_lines(changes, text))
    return DONE


def _propose(options: argparse.Namespace, text: Text) -> int:
    shelf = own_shelf()
    before = _record(shelf, options.table, options.record)
    cells = dict(_cell(option, before) for option in options.set)
    cited = Citation(options.source)
    edit = Edit(options.table, before, cells)
    change = edited(shelf, edit, cited, who=_who(options), why=options.why)
    print(text("keep.proposed", proposal=shelf.propose(change).id))
    return DONE


def _proposals(_options: argparse.Namespace, text: Text) -> int:
    _print(proposal_lines(own_shelf().proposals(), text))
    return DONE


def _decide(options: argparse.Namespace, text: Text) -> int:
    answer = options.send_back or ""
    decided = own_shelf().decide(options.proposal, _decision(options), _who(options), answer)
    print(text("keep.decided", proposal=decided.id, state=text(f"keep_state.{decided.state}")))
    return DONE


def _decision(options: argparse.Namespace) -> Decision:
    if options.accept:
        return "accepted"
    return "withdrawn" if options.withdraw else "sent_back"


def _undo(options: argparse.Namespace, text: Text) -> int:
    shelf = own_shelf()
    change = shelf.commit(undone(shelf, options.change, _who(options), options.why))
    print(text("keep.undone", undone=options.change, change=change.id))
    return DONE


def change_lines(changes: Sequence[Change], text: Text) -> Iterator[str]:
    """Yield what changes did, a line a change and a line a cell below it."""
    for change in changes:
        when = f"{change.when:%Y-%m-%d %H:%M}Z"
        facts = {"id": change.id, "when": when, "who": change.who, "why": change.why}
        yield text("keep.change", **facts, source=change.source)
        if change.undoes:
            yield "  " + text("keep.undoes", change=change.undoes)
        for row in change.rows:
            for name, after in row.after.items():
                cell = {"record": f"{row.table} {row.record}", "column": name}
                if row.before[name] != after:
                    yield "  " + text("keep.cell", before=row.before[name], after=after, **cell)


def proposal_lines(proposals: Sequence[Proposal], text: Text) -> Iterator[str]:
    """Yield proposals, each with its state and what it would change."""
    for proposal in proposals:
        state = text(f"keep_state.{proposal.state}")
        yield text("keep.proposal", state=state, who=proposal.decided_by, answer=proposal.answer)
        yield from change_lines([proposal.change], text)


def _record(shelf: Shelf, table: str, record: str) -> dict[str, str]:
    row = shelf.row(table, record)
    if row is None:
        raise MissingRecordError(record=record, table=table)
    return dict(row)


def _cell(option: str, before: dict[str, str]) -> tuple[str, str]:
    column, is_said, value = option.partition("=")
    if not is_said or column not in before:
        allowed = f"{SET}: {', '.join(before)}"
        raise OptionValueError(option="set", value=option, allowed=allowed)
    return column, value.strip()


def _who(options: argparse.Namespace) -> str:
    return options.who or getpass.getuser()


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line)


_RUN: Final[Mapping[str, Run]] = {
    "history": _history,
    "propose": _propose,
    "proposals": _proposals,
    "decide": _decide,
    "undo": _undo,
}
