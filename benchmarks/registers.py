"""Generated registers for benchmarks; nothing generated ever enters ``data/``."""

import csv
import shutil
from pathlib import Path

import numpy as np

from geo.register import load_register
from geo.settings import settings
from geo.vocabulary import KINDS, ORIGINS, PROJECT_STATUSES, SECTORS

SEED = 20200904


def write_register(folder: Path, size: int) -> None:
    """Copy the real register to a folder, with ``size`` generated projects in place of its own.

    Every project has a point of its own: around the anchors of the real places, spread by a few
    kilometres. The same size gives the same projects.
    """
    shutil.copytree(settings().data, folder, dirs_exist_ok=True)
    random = np.random.default_rng(SEED)
    places = load_register().places.places.values()
    anchors = np.array([place.anchor for place in places if place.anchor])
    points = anchors[random.integers(len(anchors), size=size)] + random.normal(0, 0.03, (size, 2))
    with (folder / "projects.csv").open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames or []
    with (folder / "projects.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(_project(number, *points[number], random) for number in range(size))
    (folder / "history.csv").write_text(
        "project,status,date,date_precision,source,note_zh,note_en\n"
        "G000000,signed,2021-02,month,SEED,,\n",
        encoding="utf-8",
    )


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
        "lon_wgs84": round(float(lon), 6),
        "lat_wgs84": round(float(lat), 6),
        "precision_m": 100,
        "aggregate": "no",
        "origin": random.choice(ORIGINS),
        "confidence": "low",
        "sources": "SEED",
    }
