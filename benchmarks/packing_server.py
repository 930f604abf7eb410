"""The page's server, which begins two packs of the city when it is sent SIGUSR1."""

import runpy
import signal

from briefing.apart import Order
from briefing.content import Options
from briefing.formats import FORMATS
from briefing.paper.sheet import SIZES
from geo.view.view import View
from ui.serve.packs import Pack, writing
from ui.store import shared_store

AT_ONCE = 2


def _begin(*_: object) -> None:
    order = Order(View(lang="en"), Options(), SIZES["16:9"])
    for _pack in range(AT_ONCE):
        Pack(writing(shared_store(), order), tuple(FORMATS)).start()


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, _begin)
    runpy.run_module("twozones", run_name="__main__", alter_sys=True)
