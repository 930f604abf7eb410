"""Generated registers for benchmarks; nothing generated ever enters ``data/``."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ground.grid import NOT_FOUND
from geo.ground.join import PolygonIndex
from geo.register.load import load_register
from geo.register.project import Project
from geo.register.records import HistoryStep, Record, Service
from geo.settings import DATA
from geo.words.vocabulary import KINDS, ORIGINS, PROJECT_STATUSES, SECTORS

SEED = 20200904
SOURCE = "SEED"
DRAWN = 2_000_000
"""Points drawn at once: a cluster is a small part of the box around them all."""


def write_register(folder: Path, size: int) -> None:
    """Copy the repository's register to a folder, with ``size`` generated projects for its own.

    Every project has a point: every second one in a cluster, the others in any district. The same
    size gives the same projects.
    """
    shutil.copytree(DATA, folder, dirs_exist_ok=True)
    projects = generate_projects(size)
    steps = projects[["id", "status", "date", "date_precision"]].rename(columns={"id": "project"})
    steps["source"] = SOURCE
    _write(folder / "projects.csv", Project, projects)
    _write(folder / "history.csv", HistoryStep, steps)
    services = pd.read_csv(folder / "services.csv", dtype=str)
    _write(folder / "services.csv", Service, services[services["project"].isna()])


def generate_projects(size: int) -> pd.DataFrame:
    """Return ``size`` generated projects with the columns that are not empty."""
    random = np.random.default_rng(SEED)
    ground = load_register(DATA).ground
    points = np.empty((size, 2))
    points[::2] = _points_in(ground.clusters, len(points[::2]), random)
    points[1::2] = _points_in(ground.districts, len(points[1::2]), random)
    numbers = pd.Series(np.arange(size)).astype(str)
    return pd.DataFrame(
        {
            "id": "G" + numbers.str.zfill(7),
            "name_zh": "测试项目" + numbers,
            "name_en": "Generated project " + numbers,
            "kind": random.choice(KINDS, size),
            "sector": random.choice(SECTORS, size),
            "programme": "two_zones",
            "status": random.choice(PROJECT_STATUSES, size),
            "date": random.integers(2020, 2026, size).astype(str),
            "date_precision": "year",
            "lon_wgs84": points[:, 0].round(6),
            "lat_wgs84": points[:, 1].round(6),
            "precision_m": 100,
            "aggregate": "no",
            "origin": random.choice(ORIGINS, size),
            "confidence": "low",
            "sources": SOURCE,
        }
    )


def _points_in(
    polygons: PolygonIndex, count: int, random: np.random.Generator
) -> NDArray[np.float64]:
    """Return points, shape (count, 2), WGS-84 lon and lat, even over the polygons' ground."""
    low, high = polygons.bounds[:, :2].min(axis=0), polygons.bounds[:, 2:].max(axis=0)
    found = np.empty((0, 2))
    while len(found) < count:
        drawn = random.uniform(low, high, (DRAWN, 2))
        inside = polygons.locate(drawn[:, 0], drawn[:, 1]) != NOT_FOUND
        found = np.concatenate([found, drawn[inside]])
    return found[:count]


def _write(path: Path, model: type[Record], rows: pd.DataFrame) -> None:
    rows.reindex(columns=list(model.model_fields)).to_csv(path, index=False)
