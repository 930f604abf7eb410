"""Half a minute of files changed at random; `make fuzz` takes longer, with another seed."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CASES, SECONDS = 800, 30


@pytest.mark.skipif(sys.platform == "win32", reason="bounds itself as only POSIX can")
def test_a_file_changed_at_random_is_a_table_or_a_refusal() -> None:
    command = [sys.executable, "-m", "tests.unit.intake.fuzz", "--seed", "20261126"]
    bounds = ["--cases", str(CASES), "--seconds", str(SECONDS)]
    done = subprocess.run(
        [*command, *bounds], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"case {done.stdout.split()[-1:]}: {done.stderr[-3_000:]}"
    assert len(done.stdout.split()) > CASES // 20
