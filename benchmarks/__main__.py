"""Run every benchmark, print each table as it is measured, and write them to RESULTS.md."""

import datetime as dt
import os
import platform
from importlib.metadata import version
from pathlib import Path

from benchmarks import (
    beside_packs,
    briefings,
    cells,
    filter_to_paint,
    first_paint,
    ground,
    kernels,
    lists,
    loading,
    million,
    pages,
    postgis,
    readers,
    rerun,
    rows,
)
from benchmarks.watching import chromium_version

RESULTS = Path(__file__).with_name("RESULTS.md")
PARTS = (
    kernels,
    rows,
    rerun,
    first_paint,
    ground,
    filter_to_paint,
    million,
    cells,
    loading,
    lists,
    pages,
    postgis,
    readers,
    briefings,
    beside_packs,
)
PACKAGES = (
    "streamlit",
    "folium",
    "streamlit-folium",
    "geopandas",
    "shapely",
    "numpy",
    "pydeck",
    "duckdb",
    "matplotlib",
)


def main() -> None:
    """Measure and print; write once all is measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB"
    software = {"Python": platform.python_version(), "Chromium": chromium_version()}
    software |= {name: version(name) for name in PACKAGES}
    versions = ", ".join(f"{name} {number}" for name, number in software.items())
    lines = [
        "# Results",
        "",
        "Written by `make bench`. Machines differ: quote the ratios. Medians (least–largest).",
        "What was measured before and after a change, by hand: [HISTORY.md](HISTORY.md).",
        "",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}; {machine}; {versions}.",
        "",
    ]
    print("\n".join(lines))
    for part in PARTS:
        measured = [*part.report(), ""]
        print("\n".join(measured), flush=True)
        lines += measured
    RESULTS.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
