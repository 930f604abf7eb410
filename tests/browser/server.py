"""A server of the page on a free port of the loopback, for the browser tests and benchmarks."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 180  # the machines that run this are shared

OURS = ("twozones", "serve", "--port")
"""How ``make run`` serves the page."""


@contextmanager
def serve(
    env: Mapping[str, str] | None = None, start_seconds: int = START_SECONDS
) -> Iterator[str]:
    """Serve the page and yield its address."""
    with running([sys.executable, "-m", *OURS], env, start_seconds=start_seconds) as address:
        yield address


@contextmanager
def serve_script(script: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """Serve another Streamlit script of the repository as Streamlit does, and yield its address."""
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port"]
    with running(command, env) as address:
        yield address


@contextmanager
def running(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    folder: Path = ROOT,
    start_seconds: int = START_SECONDS,
    port: int | None = None,
) -> Iterator[str]:
    """Run a command that serves on the port named last, in a folder, and yield its address."""
    port = port or free_port()
    server = subprocess.Popen(
        [*command, str(port)],
        cwd=folder,
        env=os.environ | dict(env or {}),
        stdout=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address, server, start_seconds)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(address: str, server: subprocess.Popen[bytes], seconds: int) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(0.2)
    message = "the server did not start"
    raise RuntimeError(message)
