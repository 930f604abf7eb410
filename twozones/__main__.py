"""The command once installed: ``twozones serve``, ``briefing``, and the commands of ``geo``."""

import argparse
import sys
from collections.abc import Sequence
from typing import Final

from geo.errors import SeveralProcessesError
from geo.words.command_line import language_of
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES

HOST: Final = "127.0.0.1"
"""Only this machine, until an operator says otherwise."""

PORT: Final = 8501
GRACE_SECONDS: Final = 2
"""How long open pages may keep a server from stopping."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    command, *rest = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    if command == "serve":
        return _serve(rest)
    if command == "briefing":
        return _brief(rest)
    return _geo([command, *rest])


def _serve(arguments: Sequence[str]) -> int:
    """Serve the page until it is stopped."""
    text = text_in(language_of(arguments))
    parser = argparse.ArgumentParser(prog="twozones serve", description=text("help.serve"))
    parser.add_argument("--host", default=HOST, help=text("help.host"))
    parser.add_argument("--port", type=int, default=PORT, help=text("help.port"))
    parser.add_argument("--workers", type=int, default=1, help=text("help.workers"))
    parser.add_argument("--lang", choices=LANGUAGES, help=text("help.lang"))
    given, others = parser.parse_known_args(arguments)
    if given.workers != 1:
        print(SeveralProcessesError().sentence(text.lang), file=sys.stderr)
        return 2
    import uvicorn  # noqa: PLC0415 (the other commands start without a server)

    from app import app  # noqa: PLC0415
    from ui.serve.options import take_streamlit_options  # noqa: PLC0415

    take_streamlit_options(others)  # once the app has said where its configuration lies
    print(f"http://{given.host}:{given.port}", flush=True)
    uvicorn.run(
        app,
        host=given.host,
        port=given.port,
        log_level="warning",
        log_config=None,
        server_header=False,
        proxy_headers=False,  # ours are told apart from others' in ui.serve
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return 0


def _brief(arguments: Sequence[str]) -> int:
    from briefing.__main__ import main as brief  # noqa: PLC0415 (drawing takes a while to load)

    return brief(arguments, program="twozones briefing")


def _geo(arguments: Sequence[str]) -> int:
    from geo.__main__ import main as ask  # noqa: PLC0415

    more = text_in(language_of(arguments))("help.more")
    return ask(arguments, program="twozones", more=more)


if __name__ == "__main__":
    sys.exit(main())
