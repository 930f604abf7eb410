"""What is worked out of an object once, and kept as long as that object."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

Owner = TypeVar("Owner")
Asked = ParamSpec("Asked")
Found = TypeVar("Found")


def once_for_owner(
    work: Callable[Concatenate[Owner, Asked], Found],
) -> Callable[Concatenate[Owner, Asked], Found]:
    """Let work on an object be done once for the same arguments, which must be hashable.

    What is found must not hold the object, with which it goes.
    """
    known: WeakKeyDictionary[Owner, dict[Hashable, Found]] = WeakKeyDictionary()

    @wraps(work)
    def kept(owner: Owner, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        found, key = known.setdefault(owner, {}), (args, tuple(kwargs.items()))
        if key not in found:
            found[key] = work(owner, *args, **kwargs)
        return found[key]

    return kept
