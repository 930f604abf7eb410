"""An nginx in front of a server, configured by the very blocks of the operators' page."""

import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.server import free_port

PAGES = ("serving.md", "serving.zh-CN.md")
DOCS = Path(__file__).resolve().parents[2] / "docs"
BLOCK = re.compile(r"```nginx\n(.*?)```", re.DOTALL)
PORT, TLS_PORT, OURS = "listen 80;", "listen 443 ssl;", "127.0.0.1:8501"
AROUND = """daemon off; pid {folder}/pid; error_log stderr warn; events {{}}
http {{ access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
{block} }}
"""
START_SECONDS = 20


def blocks(page: str = PAGES[0]) -> dict[str, str]:
    """Return the configurations of a page: at the root, below a path, with TLS."""
    return dict(
        zip(("root", "path", "tls"), BLOCK.findall((DOCS / page).read_text("utf-8")), strict=True)
    )


def find_nginx() -> str:
    """Return where nginx is, installed from Debian's package where that is allowed."""
    if shutil.which("nginx") is None and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = ["apt-get", "-qq", "-y"]
        subprocess.run([*quiet, "update"], check=False, capture_output=True)
        subprocess.run([*quiet, "install", "nginx-light"], check=False, capture_output=True)
    found = shutil.which("nginx")
    if found is None and os.environ.get("TWOZONES_LEAVE_OUT") == "nothing":
        pytest.fail("there is no nginx, and none could be installed")
    return found or pytest.skip("left out: there is no nginx, and none could be installed")


@contextmanager
def nginx(block: str, upstream: str, folder: Path) -> Iterator[str]:
    """Run a block in front of a server, whose certificate is in a folder; yield its address."""
    port = free_port()
    block = block.replace(OURS, upstream.removeprefix("http://"))
    block = block.replace(PORT, f"listen 127.0.0.1:{port};")
    block = block.replace(TLS_PORT, f"listen 127.0.0.1:{port} ssl;")
    block = re.sub(r"/etc/ssl\S+/zones\.", f"{folder}/zones.", block)
    written = folder / "nginx.conf"
    written.write_text(AROUND.format(folder=folder, block=block))
    command = [find_nginx(), "-p", str(folder), "-c", str(written)]
    running = subprocess.Popen(command)
    try:
        _wait(port, running)
        yield f"http{'s' if 'ssl' in block else ''}://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=20)


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and running.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    message = "nginx did not start"
    raise RuntimeError(message)
