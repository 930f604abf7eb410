"""A register as it stood at the end of an earlier day, from what it holds and what has changed."""

from collections.abc import Sequence

from geo.keep.change import FindRow, RowChange


def steps_back(find_row: FindRow, changes: Sequence[RowChange]) -> list[RowChange]:
    """Return what leads from rows as they are back to what they were before some changes.

    Parameters
    ----------
    find_row
        Finds a row as it is.
    changes
        All that has changed since, the oldest first.

    Returns
    -------
    At most one change of each row.
    """
    touched = dict.fromkeys((change.table, change.record) for change in reversed(changes))
    steps = []
    for table, record in touched:
        now = then = find_row(table, record)
        for change in reversed(changes):
            if (change.table, change.record) == (table, record):
                then = None if change.adds else {**(then or {}), **change.before}
        if then != now:
            steps.append(RowChange.between(table, now, then))
    return steps
