"""Files changed at random, read and judged: each becomes a table or a refusal, nothing else.

``python -m tests.unit.intake.fuzz --seed 1 --seconds 60`` runs in a process of its own, as a case
may crash it: the last number printed is that of the case, and with the same seed it comes again
(``--first``). What is found becomes a test of its own in ``test_kinds_of_harm.py``.
"""

import argparse
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections.abc import Sequence
from io import BytesIO

import psutil
import pyarrow as pa

from geo.errors import TwoZonesError
from geo.intake.apart.handover import pack_table
from geo.intake.files.files import source_file
from geo.intake.formats.readers import read_table
from geo.intake.intake import take_in
from geo.register.load import Register, load_register
from geo.settings import Limits
from tests.unit.intake import hostile_files as made
from tests.unit.intake.files import csv_bytes, driver_bytes, frame_in, geo_frame, shapefile_bytes

ALLOWED = Limits(file_mb=5, unpacked_mb=20, rows=1_000, columns=60, vertices=20_000)
MEMORY = 2_000_000_000
"""Bytes of address space beyond the libraries'."""

CASE_SECONDS = 5
FOUND = 3
"""The exit code where something was found."""

WORDS = [
    *(b"", b"0", b"-1", b"\x00", b"\xff" * 4, b"9" * 30, b"1e999", b"NaN", b"null", b"[", b'"'),
    *("，".encode(), "年".encode(), b"\xed\xa0\x80", b"2021-13-45", b"116,39", b"=1+1", b" " * 300),
    *((n).to_bytes(4, "little") for n in (1, 2**16, 2**31 - 1, 2**32 - 1)),
]  # fmt: skip


def seeds() -> dict[str, bytes]:
    """Return good files, one a format and two of the text formats."""
    plain = frame_in("zh", "wgs84")
    return {
        "utf8.csv": csv_bytes(plain),
        "gbk.csv": csv_bytes(frame_in("zh", "gcj02"), "gb18030", "\t"),
        "a.xlsx": made.shared_text(40, 20),
        "a.geojson": driver_bytes(geo_frame("en", "wgs84"), "a.geojson"),
        "b.geojson": made.geojson_text('"name":"a","n":[1,{"b":2}]', made.hidden_nesting(2)),
        "a.gpkg": driver_bytes(geo_frame("zh", "cgcs2000"), "a.gpkg"),
        "a.zip": shapefile_bytes(geo_frame("zh", "wgs84"), "GB18030"),
        "a.parquet": driver_bytes(geo_frame("zh", "EPSG:4548"), "a.parquet"),
        "b.parquet": made.parquet(
            {
                "name": pa.array(["甲", "乙"]),
                "list": pa.array([[1, 2], None]),
                "date": pa.array([1, 2], pa.date32()),
            }
        ),
    }


def mutated(content: bytes, rng: random.Random) -> bytes:
    """Return bytes changed at a few places."""
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, to = sorted(rng.randrange(len(changed) + 1) for _ in range(2))
        to = min(to, at + rng.choice((1, 4, 40, 4_000)))
        match rng.randrange(5):
            case 0:
                changed[at:at] = rng.choice(WORDS)
            case 1:
                changed[at:to] = rng.choice(WORDS)
            case 2:
                del changed[at:to]
            case 3:
                changed[at:at] = changed[at:to] * rng.choice((1, 2, 30))
            case _ if changed:
                changed[at % len(changed)] ^= 1 << rng.randrange(8)
    return bytes(changed)


def case(files: Sequence[tuple[str, bytes]], seed: int, number: int) -> tuple[str, bytes]:
    """Return the name and the content of a case; the same for the same seed and number."""
    rng = random.Random(f"{seed}-{number}")  # noqa: S311 (nothing secret)
    name, content = rng.choice(files)
    if name.endswith((".zip", ".xlsx")) and rng.random() < 0.8:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            part = rng.choice(archive.namelist())
        return name, made.with_part(content, part, lambda said: mutated(said, rng))
    return name, mutated(content, rng)


def problem_of(name: str, content: bytes, register: Register) -> str | None:
    """Read and judge a file; return what went wrong that must not."""
    signal.setitimer(signal.ITIMER_VIRTUAL, CASE_SECONDS)
    try:
        table = read_table(source_file(name, content, ALLOWED), ALLOWED)
        pack_table(table)
        take_in(table, register)
    except TwoZonesError:
        return None
    except BaseException:  # noqa: BLE001 (whatever it is, it is found)
        return traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def _too_long(*_: object) -> None:
    raise TimeoutError


def _bound() -> None:
    used = psutil.Process().memory_info().vms
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGVTALRM, _too_long)


def main() -> int:
    """Run cases until one is wrong, or all are done, or time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--cases", type=int, default=10**9)
    parser.add_argument("--seconds", type=float, default=60)
    given = parser.parse_args()
    register, files = load_register(), list(seeds().items())
    _bound()
    end = time.monotonic() + given.seconds
    for number in range(given.first, given.first + given.cases):
        if time.monotonic() > end:
            break
        print(number, flush=True)
        name, content = case(files, given.seed, number)
        problem = problem_of(name, content, register)
        if problem:
            print(f"seed {given.seed}, case {number}, {name}:\n{problem}", file=sys.stderr)
            return FOUND
    return 0


if __name__ == "__main__":
    sys.exit(main())
