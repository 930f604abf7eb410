"""Where a register lies: in a folder, or in a database of PostgreSQL, ``postgresql://…``."""

import re
from typing import Final
from urllib.parse import parse_qsl, urlencode

SCHEMES: Final = ("postgresql://", "postgres://")
FORM: Final = "postgresql://USER:PASSWORD@HOST:5432/DATABASE"
"""What the address of a database looks like."""

_END_OF_USER: Final = re.compile(r"[:/?]")


def is_database(text: str) -> bool:
    """Tell whether a text is meant as the address of a database."""
    return text.startswith(SCHEMES)


def shown(address: str) -> str:
    """Return the address of a database without its password, fit to be read by anyone.

    >>> shown("postgresql://map:se/cr@t@db.example/zones?sslmode=require&password=other")
    'postgresql://map@db.example/zones?sslmode=require'
    """
    scheme, _, rest = address.partition("://")
    login, at, place = rest.rpartition("@")
    place, _, query = place.partition("?")
    options = [(name, value) for name, value in parse_qsl(query) if "password" not in name]
    asked = "?" + urlencode(options, safe="/") if options else ""
    return f"{scheme}://{_END_OF_USER.split(login)[0]}{at}{place}{asked}"
