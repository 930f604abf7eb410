"""Work for a request that ends when its reader hangs up."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import Request

Made = TypeVar("Made")


async def unless_gone(request: Request, work: Awaitable[Made]) -> Made | None:
    """Return what work makes, or None where the reader hung up before: it is cancelled then."""
    made = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_hang_up(request))
    try:
        await asyncio.wait({made, gone}, return_when=asyncio.FIRST_COMPLETED)
        return made.result() if made.done() else None
    finally:
        made.cancel()
        gone.cancel()


async def _hang_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
