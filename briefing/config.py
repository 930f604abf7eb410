"""The briefings that a file names, each as options of the command line."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from geo.errors import ConfigError

TABLE: Final = "briefings"
"""The table of the briefings by name; what stands above it holds for all of them."""

NOT_HERE: Final = frozenset({"config", "help"})


def arguments_in(path: Path, known: Sequence[str]) -> dict[str, list[str]]:
    """Return the arguments of every briefing in a TOML file, by the name of its folder.

    Parameters
    ----------
    path
        The file: options by their names, lists for several values; a table ``[briefings.<name>]``
        for each briefing.
    known
        The names of the options that there are.

    Raises
    ------
    ConfigError
        The file cannot be read, names no briefing, or names an option that there is none of.
    """
    document = _read(path)
    briefings = document.pop(TABLE, {})
    if not isinstance(briefings, dict) or not briefings:
        raise ConfigError(file=path, problem=f"[{TABLE}.…]")
    shared = _arguments(document, known, path)
    return {
        name: [*shared, *_arguments(_table(options, name, path), known, path)]
        for name, options in briefings.items()
    }


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(file=path, problem=error) from error


def _table(options: object, name: str, path: Path) -> dict[str, Any]:
    plain_name = Path(name).name == name and name not in {".", ".."}
    if not isinstance(options, dict) or not plain_name:
        raise ConfigError(file=path, problem=f"[{TABLE}.{name}]")
    return options


def _arguments(options: Mapping[str, Any], known: Sequence[str], path: Path) -> list[str]:
    """Return options as arguments; true stands for an option without a value."""
    arguments = []
    for key, value in options.items():
        name = key.replace("_", "-")
        if name not in known or name in NOT_HERE or isinstance(value, dict):
            raise ConfigError(file=path, problem=key)
        if value is True:
            arguments.append(f"--{name}")
        elif value is not False:
            said = ",".join(map(str, value)) if isinstance(value, list) else str(value)
            arguments.append(f"--{name}={said}")
    return arguments
