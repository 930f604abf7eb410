"""What is installed is named to the byte, transitive packages too; `make lock` writes it anew."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LISTS = ("requirements", "requirements-dev", "tools/requirements", "tools/npm")
PIN = re.compile(r"^([\w.-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str]]:
    """Return the names and versions that a list or a lock pins."""
    return set(PIN.findall((ROOT / name).read_text("utf-8")))


@pytest.mark.parametrize("name", LISTS)
def test_a_lock_holds_every_version_of_its_list(name: str) -> None:
    assert pins(f"{name}.txt")
    assert pins(f"{name}.txt") <= pins(f"{name}.lock"), "run make lock"


@pytest.mark.parametrize("name", LISTS)
def test_every_package_of_a_lock_has_a_digest_and_no_host(name: str) -> None:
    lock = (ROOT / f"{name}.lock").read_text("utf-8")
    for entry in re.split(r"\n(?=\w)", lock[lock.index("make lock") :])[1:]:
        assert PIN.match(entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in lock


def test_tests_run_with_what_the_page_runs_with() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")
