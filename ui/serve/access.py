"""Who a reader is, and what their role lets them do; worked out anew for every request and run."""

import json
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import streamlit as st
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ui.serve.settings import serving

NAMES: Final = ("preferred_username", "email", "sub")
"""The claims that may name a reader, the first that is there."""


class Role(IntEnum):
    """What a reader may do; each role may do what the one before may."""

    READER = 1
    EDITOR = 2
    PUBLISHER = 3


@dataclass(frozen=True)
class Identity:
    """A reader whom the server knows; with access off all are nobody, who may do everything."""

    name: str
    role: Role


NOBODY: Final = Identity("", Role.PUBLISHER)


def identity_of(headers: Mapping[str, str], cookies: Mapping[str, str]) -> Identity | None:
    """Return who sends headers and cookies now, or None where they are not to be let in.

    Headers that name a reader have been taken off by then unless a trusted proxy sent them.
    """
    match serving().access:
        case "oidc":
            return _of_claims(_claims(cookies))
        case "headers":
            groups = _header(headers, serving().groups_header).split(",")
            return _known(_header(headers, serving().user_header), groups)
        case _:
            return NOBODY


def _header(headers: Mapping[str, str], name: str) -> str:
    """Return a header that a proxy writes in UTF-8, where HTTP reads its bytes as Latin-1."""
    value = headers.get(name, "")
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def session_identity() -> Identity | None:
    """Return who the session of this run belongs to, or None where their login has ended."""
    return identity_of(st.context.headers, st.context.cookies)


def desk_role() -> Role | None:
    """Return the role of this run's reader at the desk; None where it is off, or not for them."""
    identity = session_identity() if serving().desk else None
    return identity.role if identity is not None and identity.role >= Role.EDITOR else None


def _claims(cookies: Mapping[str, str]) -> Mapping[str, object]:
    """Return the claims of the token in Streamlit's signed cookie; none where it is not ours."""
    secret = get_cookie_secret()

    def one(name: str) -> bytes | None:
        sent = cookies.get(name)
        return decode_signed_value(secret, name, sent) if sent and secret else None

    signed = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    claims = json.loads(signed) if signed else {}
    return claims if isinstance(claims, dict) else {}


def _of_claims(claims: Mapping[str, object]) -> Identity | None:
    """Return the reader of a token that has not expired; Streamlit does not ask whether it has."""
    expires = claims.get("exp")
    if not isinstance(expires, int | float) or expires <= time.time():
        return None
    groups = claims.get(serving().groups_claim, ())
    named = groups.split(",") if isinstance(groups, str) else groups
    name = next((str(claims[claim]) for claim in NAMES if claims.get(claim)), "")
    return _known(name, named if isinstance(named, list | tuple) else ())


def _known(name: str, groups: Iterable[object]) -> Identity | None:
    """Return a reader by name and groups, or None where there is no name or no role."""
    theirs = {str(group).strip() for group in groups}
    roles = {
        Role.PUBLISHER: serving().publishers,
        Role.EDITOR: serving().editors,
        Role.READER: serving().readers,
    }
    held = next((role for role, named in roles.items() if named & theirs), None)
    if held is None and not serving().readers:
        held = Role.READER
    return Identity(name, held) if name and held else None
