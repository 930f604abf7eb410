"""Headers of every answer: what the browser may load, who may frame the page, what cookies keep.

The policy names what Streamlit 1.67 needs, each with its reason.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.file_util import get_static_dir

from layers.basemaps import tile_hosts
from ui.serve.paths import is_frame
from ui.serve.settings import serving

_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)

PAGE_SCRIPTS: Final = ("'self'", "blob:")
"""Streamlit runs the script of an element from a blob."""

FRAME_SCRIPTS: Final = ("'self'", "'unsafe-inline'", "'unsafe-eval'")
"""``st_folium`` writes folium's script into its frame and evaluates it."""


@cache
def content_security_policy(*, is_frame: bool) -> str:
    """Return the policy of the page, or of a frame in it."""
    scripts = FRAME_SCRIPTS if is_frame else (*PAGE_SCRIPTS, *_inline_scripts())
    directives = {
        "default-src": ("'none'",),
        "script-src": scripts,
        "style-src": ("'self'", "'unsafe-inline'"),  # Streamlit's styles are made as it runs
        "img-src": ("'self'", "data:", "blob:", *tile_hosts()),
        "font-src": ("'self'", "data:"),
        "connect-src": ("'self'", "data:"),  # pictures of charts are read back from their data
        "worker-src": ("'self'", "blob:"),
        "frame-src": ("'self'",),
        "manifest-src": ("'self'",),
        "base-uri": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'self'",) if is_frame else (serving().frame_ancestors,),
    }
    return "; ".join(" ".join((name, *sources)) for name, sources in directives.items())


def _inline_scripts() -> list[str]:
    """Return the digests of the scripts that stand in Streamlit's own page."""
    page = Path(get_static_dir(), "index.html").read_text("utf-8")
    digests = (sha256(script.encode()).digest() for script in _INLINE.findall(page))
    return [f"'sha256-{b64encode(digest).decode()}'" for digest in digests]


class Headers:
    """Middleware that adds the headers."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers added."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(scope, MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add_headers(scope: Scope, headers: MutableHeaders) -> None:
    policy = content_security_policy(is_frame=is_frame(scope["path"]))
    headers["Content-Security-Policy"] = policy
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "strict-origin-when-cross-origin"  # tile servers ask for one
    if scope["scheme"] == "https":
        _secure_cookies(headers)


def _secure_cookies(headers: MutableHeaders) -> None:
    """Let no cookie go back over plain HTTP."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        headers.append(
            "set-cookie", cookie if "secure" in _attributes(cookie) else f"{cookie}; Secure"
        )


def _attributes(cookie: str) -> set[str]:
    return {part.strip().lower() for part in cookie.split(";")[1:]}
