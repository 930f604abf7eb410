"""Streamlit's own options, which Streamlit takes only where its own command starts the server."""

from collections.abc import Sequence
from typing import Any

import click
from streamlit.web.bootstrap import load_config_options
from streamlit.web.cli import configurator_options

from geo.settings import limits

UPLOAD_SIZE = "server_maxUploadSize"


def take_streamlit_options(arguments: Sequence[str]) -> None:
    """Take options such as ``--server.baseUrlPath zones``, and variables of the environment.

    Raises
    ------
    SystemExit
        An option does not exist, or has a value that it cannot have.
    """
    take = click.command("twozones serve")(configurator_options(_load))
    try:
        take(list(arguments), standalone_mode=False)
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from None


def _load(**options: Any) -> None:  # noqa: ANN401 (of any type, as Streamlit declares them)
    if options.get(UPLOAD_SIZE) is None:
        options[UPLOAD_SIZE] = limits().file_mb  # else it would refuse what we take
    load_config_options(options)
