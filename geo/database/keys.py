"""How a row is named by several of its columns; known where no database is."""

from typing import Final

BETWEEN_KEYS: Final = "/"
"""Stands between the columns that name a row."""
