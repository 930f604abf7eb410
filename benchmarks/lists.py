"""A list of projects as CSV, judged by ``geo check``: processor time of all its processes."""

import csv
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.command_cost import command_cost
from geo.ground.gazetteer import STREET, read_gazetteer
from geo.register.load import load_register

SIZES: Final = (100_000, 1_000_000)
"""Rows: as many as are read by default, and ten times as many with the limits raised."""

SECONDS_GOAL: Final = 15
"""For the smaller; the larger may take ten times that."""

SEED: Final = 20200904
HEADERS: Final = (
    *("编号", "名称", "行业", "状态", "日期", "经度(WGS84)", "纬度", "投资额（亿元）"),
    *("来源", "备注"),
)
LON: Final = 5
"""The first column of coordinates."""

_RAISED: Final = {
    f"TWOZONES_MAX_{name}": "100000" for name in ("CPU_SECONDS", "WALL_SECONDS", "MEMORY_MB")
}


def report() -> list[str]:
    """Judge generated lists; return Markdown lines."""
    fewer, more = SIZES
    lists = (
        ("with coordinates", write_list, fewer),
        ("with coordinates", write_list, more),
        ("with an address in place of coordinates", write_addresses, fewer),
    )
    lines, first = [], 0.0
    for name, write, size in lists:
        with tempfile.TemporaryDirectory() as folder:
            megabytes, seconds, gigabytes = _cost(write(Path(folder) / "list.csv", size), size)
        first = first or seconds / size
        lines.append(
            f"| {size:,} {name} | {megabytes:.0f} | {seconds:.1f} | {seconds / size / first:.2f} "
            f"| {gigabytes:.2f} GB | ≤ {SECONDS_GOAL * size // fewer} s |"
        )
    return [
        "## A CSV of projects, each its own, by `geo check`",
        "",
        "| rows | MB | seconds of the processor | a row, beside the first | peak memory | goal |",
        "|---|---|---|---|---|---|",
        *lines,
    ]


def write_list(path: Path, size: int) -> Path:
    """Write a list with as many rows; return its path. The same size gives the same rows."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        writer.writerows(_rows(size))
    return path


def write_addresses(path: Path, size: int) -> Path:
    """Write the same list with a house in a street that is known in place of coordinates."""
    random = np.random.default_rng(SEED)
    places = load_register().places
    known = [one for one in read_gazetteer().points if one.kind == STREET and one.district]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*HEADERS[:LON], "区", "地址", *HEADERS[LON + 2 :]])
        for row in _rows(size):
            street = known[random.integers(len(known))]
            district = places[f"district:{street.district}"].name_zh
            house = f"北京市{district}{street.name}{random.integers(1, 999)}号"
            writer.writerow([*row[:LON], district, house, *row[LON + 2 :]])
    return path


def _rows(size: int) -> Iterator[list[str]]:
    random = np.random.default_rng(SEED)
    drawn = zip(
        random.choice(["金融", "科技", "健康医疗", "商务", "文化旅游"], size).tolist(),
        random.choice(["已签约", "在建", "已运营", "已落地"], size).tolist(),
        (np.datetime64("2020-09-01") + random.integers(0, 2_000, size)).astype(str).tolist(),
        random.uniform(116.2, 116.6, size).round(5).astype(str).tolist(),
        random.uniform(39.8, 40.0, size).round(5).astype(str).tolist(),
        random.uniform(0.1, 50, size).round(2).astype(str).tolist(),
        strict=True,
    )
    for number, cells in enumerate(drawn):
        source = f"https://www.beijing.gov.cn/a/{number}"
        yield [f"Q{number:07}", f"某某科技有限公司项目{number}", *cells, source, "备注说明文字"]


def _cost(path: Path, size: int) -> tuple[float, float, float]:
    """Return the MB of a list, what judging it takes in seconds, and the most memory in GB."""
    environment: Mapping[str, str] = {**os.environ, "TWOZONES_MAX_ROWS": str(size), **_RAISED}
    command = [sys.executable, "-m", "geo", "check", str(path)]
    cost = command_cost(command, environment)
    return path.stat().st_size / 1e6, cost.seconds, cost.gigabytes


if __name__ == "__main__":
    print("\n".join(report()))
