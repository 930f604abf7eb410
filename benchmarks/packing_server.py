"""The page's server, which begins two packs of the city when it is sent SIGUSR1."""

import runpy
import signal

from briefing.content import Briefing, make_briefing
from briefing.formats import FORMATS
from briefing.paper.sheet import SIZES
from geo.view.view import View
from ui.serve.packs import Pack
from ui.store import shared_store

AT_ONCE = 2


def _prepare() -> Briefing:
    return make_briefing(shared_store(), View(lang="en"))


def _begin(*_: object) -> None:
    for _pack in range(AT_ONCE):
        Pack(_prepare, tuple(FORMATS), SIZES["16:9"]).start()


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _begin)
    runpy.run_module("twozones", run_name="__main__", alter_sys=True)
