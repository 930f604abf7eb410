"""A loaded register made the server's own: written whole beside the old one, then put in its place.

The old folder stays as a backup with the date in its name (`geo.intake.replacing.replacing`).
"""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeAlias

import geopandas as gpd
import pandas as pd
import shapely

from geo.errors import RegisterChangedError
from geo.intake.boundaries import Boundaries, with_boundaries
from geo.intake.intake import Intake
from geo.intake.registers import with_projects
from geo.intake.replacing.recovery import prune_backups
from geo.intake.replacing.replacing import changing, replace_folder
from geo.register.digest import folder_digest
from geo.register.load import PROJECT_SHAPES, Register, stated_projects
from geo.register.stated import written
from geo.settings import settings

DECIMALS: Final = 6
"""Decimals of the coordinates of shapes: a tenth of a metre."""


Announce: TypeAlias = Callable[[Path], None]
"""Told of a folder that is about to take the place of the data folder, while its lock is held."""


def _unannounced(_: Path) -> None:
    """Tell nobody."""


def keep_projects(
    register: Register,
    intake: Intake,
    folder: Path,
    *,
    beside: bool = False,
    announce: Announce = _unannounced,
) -> Path:
    """Write a file's accepted rows as the projects of a data folder.

    Parameters
    ----------
    register
        What the folder holds now.
    intake
        The file, taken in.
    folder
        The data folder.
    beside
        The projects of the folder stay beside those of the file.
    announce
        Told of the new folder before it takes the place of the old one.

    Returns
    -------
    The folder of the backup.

    Raises
    ------
    InstalledDataError
        The folder is the one that came with the program.
    ImportRunningError, RegisterChangedError
        Another import is at work, or has changed the folder since the register was loaded.
    DiskFullError, ImportFailedError
        The folder cannot be written, or the new register would not load; nothing has changed then.
    """
    new = with_projects(register, intake, beside=beside)
    tables = {
        "projects.csv": stated_projects(new.projects),
        "history.csv": new.history,
        "services.csv": new.services,
        "sources.csv": new.sources.reset_index().rename(columns={"source_class": "class"}),
    }
    shapes = {PROJECT_SHAPES: new.project_shapes}
    has_any = len(new.project_shapes) or len(register.project_shapes)
    return _exchange(register, folder, tables, shapes if has_any else {}, announce)


def keep_boundaries(
    register: Register,
    boundaries: Boundaries,
    folder: Path,
    *,
    announce: Announce = _unannounced,
) -> Path:
    """Write a file's outlines into a data folder; as `keep_projects` otherwise."""
    new = with_boundaries(register, boundaries)
    shapes = {"zones.geojson": new.zones}
    if any(key.startswith("district:") for key in boundaries.shapes):
        shapes |= {
            "districts.geojson": new.districts,
            "districts_coarse.geojson": new.districts_coarse,
        }
    return _exchange(register, folder, {}, shapes, announce)


def _exchange(
    register: Register,
    folder: Path,
    tables: dict[str, pd.DataFrame],
    shapes: dict[str, gpd.GeoDataFrame],
    announce: Announce,
) -> Path:
    """Put a copy of a folder with some files replaced in its place; return the backup."""

    def write(staging: Path) -> None:
        for name, frame in tables.items():
            _write_table(staging / name, frame)
        for name, layer in shapes.items():
            _write_shapes(staging / name, layer)
        announce(staging)

    with changing(folder) as resolved:
        if register.digest != folder_digest(resolved):
            raise RegisterChangedError(folder=resolved)
        backup = replace_folder(resolved, write)
        prune_backups(resolved, settings().backups)
        return backup


def _write_table(path: Path, frame: pd.DataFrame) -> None:
    """Write records under the header that the file has, as `read_table` reads them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(
            [written(value) for value in row]
            for row in frame[header].itertuples(index=False, name=None)
        )


def _write_shapes(path: Path, frame: gpd.GeoDataFrame) -> None:
    """Write shapes as GeoJSON, a feature a line, rounded to ``DECIMALS``."""
    rounded = shapely.transform(frame.geometry.array, lambda degrees: degrees.round(DECIMALS))
    layer = frame.set_geometry(rounded).reset_index(drop=True)
    layer = layer.assign(
        **{name: layer[name].map(list) for name in ("districts",) if name in layer}
    )
    lines = ",\n".join(
        json.dumps(feature, ensure_ascii=False, separators=(",", ":"))
        for feature in layer.iterfeatures(na="null", drop_id=True)
    )
    text = '{"type":"FeatureCollection","features":[\n' + lines + "\n]}\n"
    path.write_text(text, encoding="utf-8")
