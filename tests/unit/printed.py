"""Texts as paper has them, made alike for comparing."""

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")


def straight(text: str) -> str:
    """Return a text with straight quotes, as English has them on paper."""
    return text.translate(_STRAIGHT)


def flat(text: str) -> str:
    """Return a text without spaces and hyphens: where a line ends, PDFium takes them as its own."""
    return "".join(c for c in straight(text) if c.isprintable() and c not in " -\ufffe")
