"""A relay on the loopback that counts what really passes a page's socket, compressed as it is."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

CHUNK = 65_536
UPGRADE = b"upgrade: websocket"


class Relay:
    """Passes connections on to a server, and counts the bytes of its web sockets, both ways."""

    def __init__(self, address: str) -> None:
        """Take the address of the server, such as ``http://127.0.0.1:8501``."""
        target = urlsplit(address)
        self._host, self._port = str(target.hostname), int(target.port or 80)
        self.socket_bytes = 0
        self.address = ""

    async def serve(self) -> asyncio.Server:
        """Listen on a free port of the loopback."""
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
        except asyncio.IncompleteReadError:  # a connection opened ahead and never used
            writer.close()
            return
        there_reader, there_writer = await asyncio.open_connection(self._host, self._port)
        counted = UPGRADE in request.lower()
        there_writer.write(request)
        await asyncio.gather(
            self._pass_on(reader, there_writer, counted=counted),
            self._pass_on(there_reader, writer, counted=counted),
            return_exceptions=True,  # a browser drops connections as it likes
        )

    async def _pass_on(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counted: bool
    ) -> None:
        while chunk := await reader.read(CHUNK):
            if counted:
                self.socket_bytes += len(chunk)
            writer.write(chunk)
            await writer.drain()
        writer.close()


@contextmanager
def relay(address: str) -> Iterator[Relay]:
    """Yield a relay in front of a server, at work in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    between = Relay(address)
    server = asyncio.run_coroutine_threadsafe(between.serve(), loop).result()
    try:
        yield between
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
