"""A PostgreSQL with PostGIS of the tests' own: on a free port, thrown away when they are done."""

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from filelock import FileLock

from tests.browser.server import free_port

PACKAGES = ("postgresql", "postgresql-15-postgis-3")
SETTINGS = ("fsync=off", "listen_addresses=127.0.0.1", "max_connections=40")


@dataclass
class Cluster:
    """A server that may be stopped and started; its superuser is ``postgres``."""

    programs: Path
    folder: Path
    port: int = field(default_factory=free_port)
    password: str = field(default_factory=lambda: secrets.token_hex(8))

    def address(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        """Return the address of a database."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def make(self) -> None:
        """Lay the files of the cluster out, and start it."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        self._run("initdb", "-U", "postgres", "-A", "scram-sha-256", "--pwfile", str(secret))
        self.start()

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = " ".join(f"-c {each}" for each in SETTINGS)
        options += f" -p {self.port} -k {self.folder}"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop the server, whoever is connected."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")

    @contextmanager
    def gone(self) -> Iterator[None]:
        """Have no server for a while, as when a machine is down."""
        self.stop()
        try:
            yield
        finally:
            self.start()

    def _run(self, program: str, *arguments: str) -> None:
        is_root = os.geteuid() == 0  # as which PostgreSQL refuses to run
        subprocess.run(
            [self.programs / program, "-D", self.folder / "data", *arguments],
            check=True,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
            user="postgres" if is_root else None,
        )

    @contextmanager
    def database(self, like: str = "/template1") -> Iterator[str]:
        """Make a database, empty or like the one at an address; yield its address, and drop it."""
        name = f"t{secrets.token_hex(6)}"
        self.tell(f"CREATE DATABASE {name} TEMPLATE {like.rpartition('/')[2]}")
        try:
            yield self.address(name)
        finally:
            self.tell(f"DROP DATABASE {name} WITH (FORCE)")

    def tell(self, statement: str, database: str = "/postgres") -> None:
        """Have the superuser run a statement in the database at an address."""
        address = self.address(database.rpartition("/")[2])
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())


def find_programs() -> Path:
    """Return the folder of PostgreSQL's programs, installed from Debian where that is allowed."""
    with FileLock(Path(tempfile.gettempdir()) / "twozones-postgis.lock"):  # tests run side by side
        if _programs() is None and shutil.which("apt-get") and os.geteuid() == 0:
            quiet = ["apt-get", "-qq", "-y"]
            subprocess.run([*quiet, "update"], check=False, capture_output=True)
            subprocess.run([*quiet, "install", *PACKAGES], check=False, capture_output=True)
    found = _programs()
    if found is None and os.environ.get("TWOZONES_LEAVE_OUT") == "nothing":
        pytest.fail("there is no PostGIS, and none could be installed")
    return found or pytest.skip("left out: there is no PostGIS, and none could be installed")


def _programs() -> Path | None:
    """Return the newest programs whose server has PostGIS."""
    on_path = [Path(found) for found in (shutil.which("pg_ctl"),) if found]
    places = [*on_path, *Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")]
    folders = sorted({place.resolve().parent for place in places}, reverse=True)
    return next(filter(_has_postgis, folders), None)


def _has_postgis(programs: Path) -> bool:
    asked = subprocess.run(
        [programs / "pg_config", "--sharedir"], check=False, capture_output=True, text=True
    )
    return (Path(asked.stdout.strip()) / "extension" / "postgis.control").is_file()


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a cluster for a while."""
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="postgis-"))  # short: a socket's path may not be long
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = Cluster(programs, folder)
    try:
        made.make()
        yield made
        made.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
