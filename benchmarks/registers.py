"""Generated registers for benchmarks; nothing generated ever enters ``data/``."""

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geo.join import NOT_FOUND, PolygonIndex
from geo.records import HistoryStep, Project
from geo.register import load_register
from geo.settings import DATA
from geo.vocabulary import KINDS, ORIGINS, PROJECT_STATUSES, SECTORS

SEED = 20200904
SOURCE = "SEED"
DRAWS = 2000
"""Points drawn for each one wanted: a cluster is a small part of the box around them all."""


def write_register(folder: Path, size: int) -> None:
    """Copy the repository's register to a folder, with ``size`` generated projects for its own.

    Every project has a point: every second one in a cluster, the others in any district. The same
    size gives the same projects.
    """
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    random = np.random.default_rng(SEED)
    ground = load_register(DATA).ground
    points = np.empty((size, 2))
    points[::2] = _points_in(ground.clusters, len(points[::2]), random)
    points[1::2] = _points_in(ground.districts, len(points[1::2]), random)
    projects = [_project(number, *points[number], random) for number in range(size)]
    _write(folder / "projects.csv", Project.model_fields, projects)
    steps = [
        {"project": project["id"], "source": SOURCE}
        | {name: project[name] for name in ("status", "date", "date_precision")}
        for project in projects
    ]
    _write(folder / "history.csv", HistoryStep.model_fields, steps)


def _points_in(
    polygons: PolygonIndex, count: int, random: np.random.Generator
) -> NDArray[np.float64]:
    """Return points, shape (count, 2), WGS-84 lon and lat, even over the polygons' ground."""
    low, high = polygons.bounds[:, :2].min(axis=0), polygons.bounds[:, 2:].max(axis=0)
    drawn = random.uniform(low, high, (count * DRAWS, 2))
    inside = polygons.locate(drawn[:, 0], drawn[:, 1]) != NOT_FOUND
    return drawn[inside][:count]


def _project(number: int, lon: float, lat: float, random: np.random.Generator) -> dict[str, object]:
    return {
        "id": f"G{number:06}",
        "name_zh": f"测试项目{number}",
        "name_en": f"Generated project {number}",
        "kind": random.choice(KINDS),
        "sector": random.choice(SECTORS),
        "programme": "two_zones",
        "status": random.choice(PROJECT_STATUSES),
        "date": f"{random.integers(2020, 2026)}",
        "date_precision": "year",
        "lon_wgs84": round(lon, 6),
        "lat_wgs84": round(lat, 6),
        "precision_m": 100,
        "aggregate": "no",
        "origin": random.choice(ORIGINS),
        "confidence": "low",
        "sources": SOURCE,
    }


def _write(path: Path, columns: Iterable[str], rows: list[dict[str, object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), restval="")
        writer.writeheader()
        writer.writerows(rows)
