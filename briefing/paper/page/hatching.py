"""The hatches of classes where a page has no colours."""

from typing import Final

from briefing.content import Briefing

HATCHES: Final = ("", "..", "//", "xx", "++", "xxxx")
"""Of districts in no class, then of the classes from the least: each denser than the last."""

NONE: Final = ("",) * len(HATCHES)


def hatches_of(briefing: Briefing) -> tuple[str, ...]:
    """Return the hatch of no class, then those of the classes; nothing where colours tell them."""
    return HATCHES if briefing.options.grey else NONE
