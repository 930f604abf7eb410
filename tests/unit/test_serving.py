"""What every request passes: prefixes, headers, the guard, quotas; and what the server tells."""

import json
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

import ui
from geo.settings import Limits
from geo.view.view import View
from geo.words.text import text_in
from ui.pages.navigation import PAGES
from ui.serve import access, guard, options, settings, uploads
from ui.serve.guard import Guard, TrustedHeaders
from ui.serve.headers import Headers, content_security_policy
from ui.serve.health import health_of
from ui.serve.log import JsonLines, RequestId, event, view_in_log
from ui.serve.pages import PAGE_PATHS, only_named_pages
from ui.serve.paths import BasePath, OnlyPages
from ui.serve.uploads import UploadQuota
from ui.store import Store, shared_store

ZH = text_in("zh")
SECRET = "a secret that only the tests know, and long enough"  # noqa: S105
Setter = Callable[..., None]


@pytest.fixture
def set_serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[Setter]:
    """Return a function that gives the server other settings, as the environment would."""

    def set_(**values: str) -> None:
        for name, value in values.items():
            monkeypatch.setenv(f"TWOZONES_{name.upper()}", value)
        settings.serving.cache_clear()
        content_security_policy.cache_clear()

    set_()
    yield set_
    monkeypatch.undo()
    settings.serving.cache_clear()
    content_security_policy.cache_clear()


@pytest.fixture
def set_base(monkeypatch: pytest.MonkeyPatch) -> Setter:
    """Return a function that sets Streamlit's prefix."""

    def set_(prefix: str) -> None:
        monkeypatch.setattr("ui.serve.paths.st.get_option", lambda _: prefix)

    return set_


async def streamlit_page(_: Request) -> Response:
    """Answer as Streamlit does at any path."""
    answer = HTMLResponse("<html>")
    answer.set_cookie("a", "1")
    return answer


async def socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("open")
    await websocket.close()


def client(*passed: type, prefix: str = "", peer: str = "127.0.0.1") -> TestClient:
    """Return a client of a server like Streamlit's, below a prefix, behind some middleware."""
    ours = Route("/twozones/{name}", lambda _: PlainTextResponse("ours"), methods=["GET", "PUT"])
    stream = WebSocketRoute(f"{prefix}/_stcore/stream", socket)
    page = Route("/{path:path}", streamlit_page, methods=["GET", "PUT"])
    streamlit = Mount(prefix or "/", routes=[page])
    app = Starlette(routes=[ours, stream, streamlit], middleware=[*map(Middleware, passed)])
    return TestClient(app, client=(peer, 1), follow_redirects=False)


# prefixes


def test_every_page_of_the_navigation_is_found() -> None:
    assert {page.path for page in PAGES} == PAGE_PATHS


def test_a_page_is_known_before_anybody_has_opened_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    only_named_pages()
    PagesManager(str(Path(ui.__file__).with_name("main.py")))
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize("set_to", ["zones", "/zones/"])
@pytest.mark.parametrize("arrives", ["", "/zones"])
def test_a_prefix_may_be_kept_or_taken_away(set_base: Setter, set_to: str, arrives: str) -> None:
    set_base(set_to)
    asked = client(BasePath, OnlyPages, prefix="/zones")
    assert asked.get(f"{arrives}/").status_code == 200
    assert asked.get(f"{arrives}/briefing?q=x").status_code == 200
    assert asked.get(f"{arrives}/twozones/a").text == "ours"
    with asked.websocket_connect(f"{arrives}/_stcore/stream") as opened:
        assert opened.receive_text() == "open"


@pytest.mark.parametrize("path", ["/x", "/briefing/x", "/zones", "/_stcore/x", "/index.html"])
def test_what_is_no_page_is_not_found(path: str) -> None:
    answer = client(BasePath, OnlyPages).get(f"http://testserver{path}")
    assert answer.status_code == 404
    assert "html" not in answer.headers["content-type"]


@pytest.mark.parametrize(("opened", "status"), [("false", 404), ("true", 200)])
def test_metrics_are_closed_unless_opened(set_serving: Setter, opened: str, status: int) -> None:
    set_serving(metrics=opened)
    ours = Route("/_stcore/metrics", lambda _: PlainTextResponse("1"))
    app = Starlette(routes=[ours], middleware=[Middleware(OnlyPages)])
    assert TestClient(app).get("/_stcore/metrics").status_code == status


# headers


def directives(policy: str) -> dict[str, list[str]]:
    return {name: sources for name, *sources in map(str.split, policy.split(";"))}


def test_a_policy_lets_nothing_in_from_elsewhere() -> None:
    page = directives(content_security_policy(is_frame=False))
    assert page["default-src"] == ["'none'"]
    assert "'unsafe-inline'" not in page["script-src"]
    assert "'unsafe-eval'" not in page["script-src"]
    assert any(source.startswith("'sha256-") for source in page["script-src"])
    foreign = {s for name, sources in page.items() for s in sources if "." in s or s == "*"}
    assert foreign == {"https://tile.openstreetmap.org", "https://webrd01.is.autonavi.com"}


def test_who_may_frame_the_page_is_a_setting(set_serving: Setter) -> None:
    set_serving(frame_ancestors="'self' https://portal.example.org")
    page = directives(content_security_policy(is_frame=False))
    assert page["frame-ancestors"] == ["'self'", "https://portal.example.org"]
    assert directives(content_security_policy(is_frame=True))["frame-ancestors"] == ["'self'"]


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_cookies_are_secure_behind_tls(scheme: str, secure: bool) -> None:  # noqa: FBT001
    answer = client(Headers).get(f"{scheme}://testserver/")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"]
    assert ("; Secure" in answer.headers["set-cookie"]) == secure


# the guard


def signed(**claims: object) -> dict[str, str]:
    value = create_signed_value(SECRET, USER_COOKIE_NAME, json.dumps(claims))
    return {USER_COOKIE_NAME: value.decode()}


@pytest.fixture
def oidc(set_serving: Setter, monkeypatch: pytest.MonkeyPatch) -> None:
    set_serving(access="oidc", editors="plan,land", publishers="lead", groups_claim="roles")
    monkeypatch.setattr(access, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(guard, "encode_provider_token", lambda name: f"token of {name}")
    assert config.get_option("server.cookieSecret")


LATER = time.time() + 86_400  # a whole suite may run before these tests do


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"sub": "a", "exp": LATER}, access.Role.READER),
        ({"sub": "a", "exp": LATER, "roles": ["x", "land"]}, access.Role.EDITOR),
        ({"sub": "a", "exp": LATER, "roles": "lead, x"}, access.Role.PUBLISHER),
        ({"sub": "a", "exp": LATER, "roles": {"lead": 1}}, access.Role.READER),
        ({"sub": "a", "exp": time.time() - 1, "roles": ["lead"]}, None),
        ({"sub": "a", "roles": ["lead"]}, None),
        ({"sub": "a", "exp": "later"}, None),
        ({"exp": LATER}, None),
    ],
)
@pytest.mark.usefixtures("oidc")
def test_a_token_lets_in_until_it_expires(
    claims: Mapping[str, object], role: access.Role | None
) -> None:
    found = access.identity_of({}, signed(**claims))
    assert (found.role if found else None) == role


@pytest.mark.usefixtures("oidc")
def test_a_cookie_that_is_not_ours_lets_nobody_in() -> None:
    forged = create_signed_value(
        "another", USER_COOKIE_NAME, json.dumps({"sub": "a", "exp": LATER})
    )
    assert access.identity_of({}, {USER_COOKIE_NAME: forged.decode()}) is None
    assert access.identity_of({}, {USER_COOKIE_NAME: "x"}) is None


@pytest.mark.usefixtures("oidc")
def test_the_guard_stands_before_everything_but_health() -> None:
    asked = client(Guard)
    assert asked.get("/twozones/health").text == "ours"
    for path in ("/twozones/data", "/_stcore/host-config", "/static/x.js", "/media/x"):
        answer = asked.get(path)
        assert answer.status_code == 401
        assert ZH("error.not_let_in") in answer.text
    with pytest.raises(WebSocketDisconnect), asked.websocket_connect("/_stcore/stream"):
        pass
    asked.cookies.update(signed(sub="a", exp=LATER))
    assert asked.get("/twozones/data").text == "ours"
    with asked.websocket_connect("/_stcore/stream") as opened:
        assert opened.receive_text() == "open"


@pytest.mark.usefixtures("oidc")
def test_who_logs_in_gets_the_view_they_asked_for() -> None:
    asked = client(Guard)
    to_login = asked.get("/briefing?sector=finance&q=金融")
    assert to_login.headers["location"] == "auth/login?provider=token%20of%20default"
    asked.cookies.update({**to_login.cookies, **signed(sub="a", exp=LATER)})
    back = asked.get("/")
    assert back.headers["location"] == "./briefing?sector=finance&q=%E9%87%91%E8%9E%8D"
    for evil in ("//evil.example", "https%3A%2F%2Fevil.example", "x%3F"):
        asked.cookies.set(guard.NEXT, evil)
        assert asked.get("/").status_code == 200


@pytest.mark.usefixtures("oidc")
def test_readers_upload_nothing() -> None:
    asked = client(Guard)
    asked.cookies.update(signed(sub="a", exp=LATER))
    refused = asked.put("/_stcore/upload_file/session/file")
    assert (refused.status_code, ZH("error.role") in refused.text) == (403, True)
    asked.cookies.update(signed(sub="a", exp=LATER, roles=["plan"]))
    assert asked.put("/_stcore/upload_file/session/file").status_code == 200


def test_headers_are_believed_from_trusted_proxies_only(set_serving: Setter) -> None:
    set_serving(access="headers", trusted_proxies="10.0.0.0/8", readers="staff")
    named = {"X-Forwarded-User": "a", "X-Forwarded-Groups": "x, staff"}
    chain = (TrustedHeaders, Guard)
    assert client(*chain, peer="10.1.2.3").get("/", headers=named).status_code == 200
    assert client(*chain, peer="10.1.2.3").get("/").status_code == 401
    others = {**named, "X-Forwarded-Groups": "x"}
    assert client(*chain, peer="10.1.2.3").get("/", headers=others).status_code == 401
    assert client(*chain, peer="192.0.2.1").get("/", headers=named).status_code == 401


def test_a_proxy_may_name_readers_and_groups_in_chinese(set_serving: Setter) -> None:
    set_serving(access="headers", editors="规划处")
    sent = {"X-Forwarded-User": "王", "X-Forwarded-Groups": "规划处"}
    as_read = {name: value.encode().decode("latin-1") for name, value in sent.items()}
    assert access.identity_of(as_read, {}) == access.Identity("王", access.Role.EDITOR)
    others = access.identity_of({"X-Forwarded-User": "José"}, {})
    assert others == access.Identity("José", access.Role.READER)


def test_with_access_off_everybody_passes(set_serving: Setter) -> None:
    set_serving(access="off")
    assert client(TrustedHeaders, Guard).put("/_stcore/upload_file/a/b").status_code == 200


# the quota


def test_uploads_over_the_quota_are_refused(
    set_serving: Setter, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_serving(max_session_mb="3", max_uploads_mb="5")
    held = {"a": 2_500_000, "b": 1_000_000}
    monkeypatch.setattr(uploads, "held_bytes", lambda: held)
    asked = client(UploadQuota)

    def put(session: str, size: int) -> Response:
        return asked.put(f"/_stcore/upload_file/{session}/f", content=bytes(size))

    assert put("a", 400_000).status_code == 200
    refused = put("a", 600_000)
    assert refused.status_code == 413
    assert ZH("error.too_many_uploads", limit=3) in refused.text
    assert put("b", 1_900_000).status_code == 413  # all together
    assert put("b", 1_400_000).status_code == 200
    endless = asked.put("/_stcore/upload_file/a/f", content=iter([b"x"]))
    assert endless.status_code == 411


# what the server tells


def test_health_tells_what_is_served() -> None:
    register = shared_store().register
    told = health_of(shared_store())
    assert told["status"] == "ok"
    assert told["rows"] == len(register.projects)
    assert told["as_of"] == shared_store().data_as_of
    assert health_of(Store(register)) == told
    fewer = Store(replace(register, projects=register.projects[:9]))
    assert health_of(fewer)["data_digest"] != told["data_digest"]


def test_the_log_says_how_much_and_not_what(caplog: pytest.LogCaptureFixture) -> None:
    view = View(q="某某公司", sector=("finance",))
    with caplog.at_level(logging.INFO, "twozones.events"):
        event("export", view).log(rows=7)
    line = json.loads(JsonLines().format(caplog.records[0]))
    assert {**line, "time": 0, "level": 0} == {
        "time": 0,
        "level": 0,
        "logger": "twozones.events",
        "message": "export",
        "request": "",
        "who": "",
        "view": view_in_log(view),
        "rows": 7,
        "outcome": "done",
    }
    assert "某某公司" not in json.dumps(line, ensure_ascii=False)
    assert "sector=finance" in line["view"]


@pytest.mark.parametrize(("given", "kept"), [("abcdef0123", True), ("a\\nb", False), ("", False)])
def test_a_request_has_one_id(given: str, kept: bool) -> None:  # noqa: FBT001
    answer = client(RequestId).get("/", headers={"X-Request-ID": given})
    assert (answer.headers["x-request-id"] == given) == kept
    assert len(answer.headers["x-request-id"]) >= 8


def test_an_upload_may_be_as_large_as_a_file_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: dict[str, object] = {}
    monkeypatch.setattr(options, "load_config_options", taken.update)
    monkeypatch.setattr(options, "limits", lambda: Limits(file_mb=321))
    options.take_streamlit_options([])
    assert taken["server_maxUploadSize"] == 321
    options.take_streamlit_options(["--server.maxUploadSize", "5"])
    assert taken["server_maxUploadSize"] == 5
