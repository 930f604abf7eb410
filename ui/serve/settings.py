"""Settings of the server, from the environment: ``TWOZONES_`` and the name in capitals."""

from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


def _parts(text: object) -> object:
    return (
        [part.strip() for part in text.split(",") if part.strip()]
        if isinstance(text, str)
        else text
    )


Names = Annotated[frozenset[str], NoDecode, BeforeValidator(_parts)]
"""Names with commas between them."""

Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_parts)]
"""Addresses or networks with commas between them."""


class Serving(BaseSettings):
    """What an operator may set of the server."""

    model_config = SettingsConfigDict(env_prefix="TWOZONES_", extra="ignore", frozen=True)

    frame_ancestors: str = Field("'self'", pattern=r"^[^;,\r\n]+$", max_length=400)
    """The pages that may show ours in a frame, as CSP's ``frame-ancestors`` names them."""

    metrics: bool = False
    """Whether ``/_stcore/metrics`` answers; it tells how many sessions there are, and of whom."""

    max_drawings: int = Field(20, gt=0)
    """How many snapshots may be drawn or wait; who asks for one more is asked to try again."""

    max_packs: int = Field(20, gt=0)
    """How many briefing packs may be made or wait."""

    max_session_mb: int = Field(300, gt=0)
    """What the uploads of a session may hold of the server's memory, in MB (1,000,000 bytes)."""

    max_uploads_mb: int = Field(1500, gt=0)
    """What the uploads of all sessions may hold together, in MB."""

    session_minutes: float = Field(10, gt=0)
    """How long a session waits for a reader who has left, and may come back to what they loaded."""

    access: Literal["off", "oidc", "headers"] = "off"
    """Who is let in: everybody, who logs in by Streamlit's OIDC, or whom a proxy names."""

    user_header: str = "X-Forwarded-User"
    """The header in which a trusted proxy names the reader."""

    groups_header: str = "X-Forwarded-Groups"
    """The header in which it names the reader's groups, with commas between them."""

    trusted_proxies: Networks = (ip_network("127.0.0.1"), ip_network("::1"))
    """The proxies whose headers are believed."""

    groups_claim: str = "groups"
    """The claim of an OIDC token that holds groups or roles."""

    readers: Names = frozenset()
    """The groups that may read; where none is named, everybody who is known."""

    editors: Names = frozenset()
    """The groups that may also load files of their own."""

    publishers: Names = frozenset()
    """The groups that may also change the register that all see."""

    desk: bool = False
    """Whether editors may propose changes of the register on the page, and publishers accept."""


@cache
def serving() -> Serving:
    """Return the settings, read once."""
    return Serving()
