"""The guard in front of all routes: nobody passes whom access does not know, health excepted."""

from ipaddress import ip_address
from typing import Final
from urllib.parse import quote, unquote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token

from geo.errors import NotLetInError, RoleError
from geo.words.vocabulary import LANGUAGES
from ui.serve.access import Role, identity_of
from ui.serve.pages import PAGE_PATHS
from ui.serve.paths import HEALTH, UPLOADS, below_base
from ui.serve.settings import serving

OPEN: Final = frozenset({HEALTH, "/_stcore/health"})
"""What answers everybody; so does a prefix without its slash, which leads to the page."""

LOGIN: Final = frozenset({"/auth/login", "/auth/logout", "/oauth2callback"})
"""Streamlit's way in and out, where readers log in."""

NEXT: Final = "twozones_next"
"""The cookie that keeps where someone wanted to go while they log in."""

_NEXT_SECONDS: Final = 600
_REFUSED: Final = 4401
"""The code that closes a socket which is not let in."""


class TrustedHeaders:
    """Middleware: headers that name a reader are believed from trusted proxies only."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers taken off that anybody could have sent."""
        if "headers" in scope and not _is_trusted(scope):
            headers = MutableHeaders(raw=list(scope["headers"]))
            for name in (serving().user_header, serving().groups_header):
                del headers[name]
            scope = {**scope, "headers": headers.raw}
        await self.app(scope, receive, send)


def _is_trusted(scope: Scope) -> bool:
    host, _ = scope.get("client") or ("", 0)
    try:
        peer = ip_address(host)
    except ValueError:  # a socket of Unix has no address
        return False
    return any(peer in network for network in serving().trusted_proxies)


class Guard:
    """Middleware that lets in whom access knows."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        refused = _refusal(scope)
        if refused is None:
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _REFUSED})
        else:
            await refused(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    """Return what is answered in place of what was asked for, or None where it may be answered."""
    if scope["type"] == "lifespan" or serving().access == "off":
        return None
    path = below_base(scope["path"])
    if not path or path in OPEN or (serving().access == "oidc" and path in LOGIN):
        return None
    connection = HTTPConnection(scope)
    identity = identity_of(connection.headers, connection.cookies)
    if identity is None:
        return _ask_to_log_in(connection, path)
    if path.startswith(UPLOADS) and identity.role < Role.EDITOR:
        return _said(RoleError(), 403)
    return _go_on(connection, path)


def _ask_to_log_in(connection: HTTPConnection, path: str) -> Response:
    """Send a page to the login, and remember where it was to go; say no to all else."""
    page = path.strip("/")
    if serving().access != "oidc" or page not in PAGE_PATHS:
        return _said(NotLetInError(), 401)
    answer = _to(f"auth/login?provider={quote(encode_provider_token('default'))}")
    wanted = quote(f"{page}?{connection.url.query}", safe="")
    answer.set_cookie(NEXT, wanted, max_age=_NEXT_SECONDS, httponly=True, samesite="lax")
    return answer


def _go_on(connection: HTTPConnection, path: str) -> Response | None:
    """Send someone who has just logged in to the view that they had asked for."""
    wanted = unquote(connection.cookies.get(NEXT, ""))
    if path != "/" or wanted.partition("?")[0] not in PAGE_PATHS or not wanted:
        return None
    answer = _to(f"./{wanted}")
    answer.delete_cookie(NEXT)
    return answer


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, 302, {"Cache-Control": "no-store"})


def _said(error: NotLetInError | RoleError, status: int) -> Response:
    return PlainTextResponse("\n".join(map(error.sentence, LANGUAGES)), status)
