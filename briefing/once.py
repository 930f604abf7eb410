"""What is worked out of a briefing once, for all of its files."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from briefing.content import Briefing

Asked = ParamSpec("Asked")
Found = TypeVar("Found")

Work = Callable[Concatenate[Briefing, Asked], Found]


def once_a_briefing(work: Work[Asked, Found]) -> Work[Asked, Found]:
    """Let work on a briefing be done once for the same arguments, which must be hashable.

    What is found must not hold the briefing, with which it goes.
    """
    known: WeakKeyDictionary[Briefing, dict[Hashable, Found]] = WeakKeyDictionary()

    @wraps(work)
    def asked(briefing: Briefing, /, *args: Asked.args, **kwargs: Asked.kwargs) -> Found:
        found, key = known.setdefault(briefing, {}), (args, tuple(kwargs.items()))
        if key not in found:
            found[key] = work(briefing, *args, **kwargs)
        return found[key]

    return asked
