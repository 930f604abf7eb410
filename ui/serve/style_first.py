"""Our style sheet and first script in Streamlit's HTML document.

Sent as an element of the page it would come after the first parts, which would be painted where
Streamlit puts them and then jump to where they belong. It stands at the end of the body: Streamlit
adds its own styles to the head, and of two rules the later holds.
"""

from urllib.parse import parse_qs

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layers.assets import relative_address, static_url
from layers.bundle import static_text
from ui.serve.paths import is_page

_HEAD_ENDS = b"</head>"
_BODY_ENDS = b"</body>"


class StyleFirst:
    """Puts the style sheet into the documents of the page, which an application sends whole."""

    def __init__(self, app: ASGIApp) -> None:
        """Take the application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does, its documents styled."""
        if scope["type"] == "http" and is_page(scope["path"]):
            styled = _Styled(send, embedded=_is_embedded(scope))
            await self.app(_uncompressed(scope), receive, styled)
        else:
            await self.app(scope, receive, send)


def _uncompressed(scope: Scope) -> Scope:
    """Ask for a document as it is; anything else may come compressed."""
    headers = scope["headers"]
    if any(name == b"accept" and b"text/html" in value for name, value in headers):
        headers = [(name, value) for name, value in headers if name != b"accept-encoding"]
    return {**scope, "headers": headers}


class _Styled:
    """Sends the messages of a response on; those of an HTML document once it is whole."""

    def __init__(self, send: Send, *, embedded: bool) -> None:
        self.send = send
        self.embedded = embedded
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_document(message):
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            await self._take(message)

    async def _take(self, message: Message) -> None:
        """Take a part of the document, and send it whole with the last."""
        self.body += message.get("body", b"")
        if message.get("more_body", False) or self.start is None:
            return
        body = dressed(self.body)
        if self.embedded:
            body = body.replace(b"<body", b"<body data-embed", 1)
        headers = MutableHeaders(raw=self.start["headers"])
        headers["content-length"] = str(len(body))
        await self.send(self.start)
        await self.send({**message, "body": body})


def _is_embedded(scope: Scope) -> bool:
    """Tell whether the map is asked for alone: Streamlit keeps `embed` from its scripts."""
    return "1" in parse_qs(scope["query_string"].decode("latin-1")).get("embed", ())


def _is_document(start: Message) -> bool:
    headers = MutableHeaders(raw=start["headers"])
    is_html = headers.get("content-type", "").startswith("text/html")
    return bool(is_html and start["status"] == 200 and "content-encoding" not in headers)  # noqa: PLR2004


def dressed(document: bytes) -> bytes:
    """Return an HTML document with our first script in its head, our styles at its body's end."""
    script = f'<script src="{relative_address(static_url("first.js"))}"></script>'.encode()
    style = f"<style>{static_text('page.css')}</style>".encode()
    headed = document.replace(_HEAD_ENDS, script + _HEAD_ENDS, 1)
    return headed.replace(_BODY_ENDS, style + _BODY_ENDS, 1)
