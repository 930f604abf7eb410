"""What cannot be done with a database is said in one sentence, without its password."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.__main__ import main
from geo.address import shown
from geo.errors.keeping import DatabaseRightsError, PostgisMissingError
from geo.intake.apart import watch
from geo.keep.reason import Reason
from geo.keep.transfer import put_register
from geo.settings import DATA, Settings
from tests.browser.server import free_port
from tests.postgis import Cluster

SECRET = "geheim"  # noqa: S105 (of nothing that is)
READER = "reader"


Address = Callable[[Cluster, str], str]
WRONG: dict[str, tuple[Address, str]] = {
    "no address": (lambda _, __: f"postgresql://u:{SECRET} x@[h/d", "%40"),
    "nobody there": (lambda _, __: f"postgresql://u:{SECRET}@127.0.0.1:{free_port()}/d", "refused"),
    "no such host": (lambda _, __: f"postgresql://u:{SECRET}@no-host.invalid/d", "no-host.invalid"),
    "wrong password": (lambda p, _: p.address("postgres", password=SECRET), "password"),
    "no such database": (lambda p, _: p.address(f"x?application_name={SECRET}"), "does not exist"),
    "no register": (lambda p, _: p.address("postgres"), "geo publish"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_database_that_cannot_be_read_is_refused_in_a_sentence(
    case: str,
    postgis: Cluster,
    published: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    address, said = WRONG[case]
    wrong = address(postgis, published)
    for lang in ("zh", "en"):
        assert main(["publish", wrong, str(tmp_path / "back"), "--lang", lang]) == 2
        found = capsys.readouterr()
        assert found.out == ""
        assert found.err.count("\n") == 1
        assert postgis.password not in found.err
        if case != "no such database":
            assert SECRET not in found.err
    assert said in found.err
    assert not (tmp_path / "back").exists()


def test_a_user_without_rights_is_told_so(postgis: Cluster, database: str) -> None:
    postgis.tell(f"CREATE ROLE {READER} LOGIN PASSWORD '{SECRET}'")
    try:
        reader = postgis.address(database.rpartition("/")[2], READER, SECRET)
        with pytest.raises(DatabaseRightsError) as refused:
            put_register(DATA, reader, Reason("李工"))
        assert "docs/operator.md" in refused.value.sentence("en")
        assert "授权" in refused.value.sentence("zh")
        with postgis.database() as plain, pytest.raises(PostgisMissingError):
            put_register(
                DATA, postgis.address(plain.rpartition("/")[2], READER, SECRET), Reason("")
            )
    finally:
        postgis.tell(f"DROP ROLE {READER}")


def test_tables_of_another_version_are_left_alone(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(database) as connection:
        connection.execute("UPDATE twozones_desk.state SET layout = 99")
    assert main(["publish", database, str(tmp_path / "back"), "--lang", "en"]) == 2
    assert "version 99" in capsys.readouterr().err
    assert main(["publish", str(DATA), database]) == 2
    assert "99" in capsys.readouterr().err


def test_a_folder_that_holds_something_is_left_alone(
    published: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    assert main(["publish", published, str(tmp_path), "--lang", "en"]) == 2
    assert "new or empty" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


WORDS = st.text(min_size=1, max_size=8)


@given(WORDS, WORDS, st.booleans())
def test_no_password_is_ever_shown(user: str, rest: str, is_quoted: bool) -> None:  # noqa: FBT001
    password = f"{SECRET}{rest}"
    written = quote(password, safe="") if is_quoted else password
    address = f"postgresql://{quote(user, safe='')}:{written}@db.example:5432/zones"
    assert SECRET not in shown(address)
    assert "db.example:5432/zones" in shown(address)
    asked = f"postgresql://db.example/zones?user=u&password={quote(password, safe='')}"
    assert SECRET not in shown(asked)


def test_what_reads_foreign_files_is_told_of_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    address = f"postgresql://u:{SECRET}@h/d"
    monkeypatch.setenv("TWOZONES_DATA", address)
    monkeypatch.setattr(watch, "settings", Settings)
    started: list[dict[str, str]] = []
    monkeypatch.setattr(watch.subprocess, "Popen", lambda *_, env, **__: started.append(env))
    watch.start_reader("geo.intake.apart.child")
    assert SECRET not in str(started)
    assert started[0]["TWOZONES_DATA"] == str(Settings().data)


def test_no_password_is_in_what_settings_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOZONES_DATA", f"postgresql://u:{SECRET}@h/d")
    found = Settings()
    assert SECRET not in repr(found)
    assert SECRET not in str(found.data)
    assert found.database == f"postgresql://u:{SECRET}@h/d"
