"""A quota on uploads: what one session may hold, and what all may hold together."""

from collections import Counter
from collections.abc import Mapping
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.runtime import get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from geo.errors import TooManyUploadsError
from geo.words.vocabulary import LANGUAGES
from ui.serve.log import event
from ui.serve.paths import UPLOADS, below_base
from ui.serve.sessions import note_session
from ui.serve.settings import serving

MB: Final = 1_000_000


class UploadQuota:
    """Middleware that refuses a file before it is read, where it would go over the quota."""

    def __init__(self, app: ASGIApp) -> None:
        """Take what answers."""
        self.app = app
        self._coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what is on its way counts too."""
        path = below_base(scope.get("path", ""))
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        session = path.removeprefix(UPLOADS).partition("/")[0]
        length = Headers(scope=scope).get("content-length", "")
        refused = self._refusal(session, length)
        if refused is not None:
            await refused(scope, receive, send)
            return
        self._coming[session] += int(length)
        try:
            note_session(session)
            await self.app(scope, receive, send)
        finally:
            self._coming[session] -= int(length)

    def _refusal(self, session: str, length: str) -> Response | None:
        if not length.isdecimal():
            return PlainTextResponse("Length required", 411)
        held = Counter(held_bytes()) + self._coming
        theirs, all_ = held[session] + int(length), held.total() + int(length)
        if theirs <= serving().max_session_mb * MB and all_ <= serving().max_uploads_mb * MB:
            return None
        error = TooManyUploadsError(limit=serving().max_session_mb)
        event("upload").log(outcome=error.name())
        return PlainTextResponse("\n".join(map(error.sentence, LANGUAGES)), 413)


def held_bytes() -> Mapping[str, int]:
    """Return how many bytes of uploads each session holds."""
    manager = get_instance().uploaded_file_mgr
    if not isinstance(manager, MemoryUploadedFileManager):
        return {}
    return {
        session: sum(len(file.data) for file in list(files.values()))
        for session, files in list(manager.file_storage.items())
    }
