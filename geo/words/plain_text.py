"""Text without the characters that no encoding, XML document or workbook holds."""

import re
from typing import Final

_UNHELD: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_INSTEAD: Final = "\ufffd"
"""The character that stands for one that cannot be shown."""


def plain_text(text: str) -> str:
    """Return a text with U+FFFD in place of every character that nothing holds."""
    return text if text.isprintable() else _UNHELD.sub(_INSTEAD, text)  # most are, seen at once
