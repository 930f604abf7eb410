"""Run every benchmark, print the tables and write them to RESULTS.md."""

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
    """Measure, print and write."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores, {memory:.0f} GiB"
    software = {"Python": platform.python_version(), "Chromium": chromium_version()}
    software |= {name: version(name) for name in PACKAGES}
    versions = ", ".join(f"{name} {number}" for name, number in software.items())
    lines = [
        "# Results",
        "",
        "Written by `make bench`. Machines differ: quote the ratios. Medians (least–largest).",
        "",
        f"{dt.datetime.now(dt.UTC):%Y-%m-%d}; {machine}; {versions}.",
        "",
    ]
    for part in PARTS:
        lines += [*part.report(), ""]
    text = "\n".join(lines)
    RESULTS.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
