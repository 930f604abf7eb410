"""Data on the page is text: escaped for HTML by markupsafe, for Streamlit's Markdown here."""

import re

from markupsafe import Markup

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$:~&^=])")


def plain(text: str) -> str:
    """Escape text for a Streamlit label, which is Markdown, so that it shows as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def link(title: str, url: object) -> Markup:
    """Return a link that opens beside the page, or just the title where there is no address."""
    if not url:
        return Markup("<span>{}</span>").format(title)
    form = Markup('<a href="{}" target="_blank" rel="noopener noreferrer">{}</a>')
    return form.format(str(url), title)
