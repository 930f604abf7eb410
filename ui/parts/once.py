"""What is said of a record in a language is worked out once a store, and kept as long as that."""

from collections.abc import Callable, Hashable
from typing import Final
from weakref import WeakKeyDictionary

from markupsafe import Markup

from ui.store import Store

_SAID: Final[WeakKeyDictionary[Store, dict[Hashable, Markup]]] = WeakKeyDictionary()


def said_once(store: Store, key: Hashable, say: Callable[[], Markup]) -> Markup:
    """Return what ``say`` gives, or gave when it was asked for this ``key`` of a store before."""
    said = _SAID.setdefault(store, {})
    if key not in said:
        said[key] = say()
    return said[key]
