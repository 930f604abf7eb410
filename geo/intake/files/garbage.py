"""Garbage is looked for rarely while the rows of a file are read and judged."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_FEW: Final = (100_000, 50, 100)
"""Objects made, and collections of the young, before the older are looked through."""


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for garbage rarely: rows are many objects, which stay, and no circles of them.

    That takes a third of the time else. It holds for the whole process; whoever ends first sets
    back what was there before.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_FEW)
    try:
        yield
    finally:
        gc.set_threshold(*before)
