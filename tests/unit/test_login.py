"""Logging in at a real provider, through Streamlit's own login: who gets in, where to, how long."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from geo.words.text import text_in
from tests.browser.server import free_port, running

ROOT = Path(__file__).resolve().parents[2]
TOKEN_SECONDS = 20
SECONDS = 30
USERS = ({"sub": "reader"}, {"sub": "planner", "groups": ["plan"]})
SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{port}/oauth2callback"
cookie_secret = "only the tests know this, and it is long enough"
client_id = "zones"
client_secret = "secret"
server_metadata_url = "http://localhost:{provider}/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def provider() -> Iterator[int]:
    """Run a provider whose tokens soon expire, and yield its port."""
    port = free_port()
    options = ["--port", str(port), "--token-max-age", str(TOKEN_SECONDS)]
    users = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    command = [sys.executable, "-m", "oidc_provider_mock", *options, *users]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=2).close()
            break
        except OSError:
            time.sleep(0.2)
    yield port
    process.terminate()
    process.wait(timeout=SECONDS)


@pytest.fixture(scope="module")
def guarded(provider: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the page to whom the provider knows, and yield its address."""
    folder, port = tmp_path_factory.mktemp("guarded"), free_port()
    (folder / ".streamlit").mkdir()
    secrets = SECRETS.format(port=port, provider=provider)
    (folder / ".streamlit" / "secrets.toml").write_text(secrets)
    env = {"TWOZONES_ACCESS": "oidc", "TWOZONES_EDITORS": "plan", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "twozones", "serve", "--port"]
    with running(command, env, folder, port=port) as address:
        yield address


def log_in(client: httpx2.Client, address: str, who: str) -> httpx2.Response:
    """Ask for an address and log in where one is sent to; return the last answer."""
    answer = client.get(address)
    while answer.is_redirect:
        answer = client.get(answer.next_request.url)
        if "/oauth2/authorize" in str(answer.url) and not answer.is_redirect:
            answer = client.post(answer.url, data={"sub": who})
    return answer


def test_a_login_opens_the_view_that_was_asked_for_until_its_token_expires(guarded: str) -> None:
    with httpx2.Client(timeout=SECONDS) as client:
        assert client.get(f"{guarded}/twozones/health").json()["status"] == "ok"
        for path in ("/twozones/export/shared.csv", "/twozones/snapshot/shared", "/static/x.js"):
            assert client.get(f"{guarded}{path}").status_code == 401
        shown = log_in(client, f"{guarded}/briefing?sector=finance", "planner")
        until = time.monotonic() + TOKEN_SECONDS
        assert (shown.status_code, str(shown.url)) == (200, f"{guarded}/briefing?sector=finance")
        listed = client.get(f"{guarded}/twozones/export/shared.csv?sector=finance")
        assert listed.status_code == 200
        assert text_in("zh")("sector.finance") in listed.text
        time.sleep(max(0, until - time.monotonic()) + 1)
        assert client.get(f"{guarded}/twozones/export/shared.csv").status_code == 401
        assert client.get(f"{guarded}/").is_redirect


def test_a_reader_uploads_nothing(guarded: str) -> None:
    for who, status in (("reader", 403), ("planner", 400)):  # 400: there is no such session
        with httpx2.Client(timeout=SECONDS) as client:
            log_in(client, guarded, who)
            client.get(f"{guarded}/_stcore/health")
            token = client.cookies["_streamlit_xsrf"]
            answer = client.put(
                f"{guarded}/_stcore/upload_file/session/file",
                headers={"X-Xsrftoken": token},
                files={"file": ("a.csv", b"a")},
            )
            assert answer.status_code == status
