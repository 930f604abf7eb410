"""What the server says of itself to whoever watches over it."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from geo.view.view import period_end
from geo.words.vocabulary import LANGUAGES
from layers.cells import ServedCells, served_cells
from ui.store import ServedStatus, Store, served_status, shared_store

_PACKAGE: Final = "beijing-two-zones-map"
_CHECKOUT: Final = Path(__file__).resolve().parents[2] / "pyproject.toml"


async def answer_health(_: Request) -> Response:
    """Answer with the state of the server and its register, as JSON."""
    store = await run_in_threadpool(shared_store)
    cells = await run_in_threadpool(served_cells)
    said = {**health_of(store), **loading_of(served_status()), "cube": cube_of(cells)}
    return JSONResponse(said, headers={"Cache-Control": "no-store"})


def loading_of(status: ServedStatus) -> Mapping[str, object]:
    """Return since when the register is served, and why the data folder is not, where it is not."""
    since = {"loaded_at": status.loaded_at.isoformat(timespec="seconds")}
    if status.failure is None:
        return {**since, "last_failure": None}
    failure = {lang: status.failure.error.sentence(lang) for lang in LANGUAGES}
    moment = status.failure.moment.isoformat(timespec="seconds")
    return {**since, "status": "outdated", "last_failure": {**failure, "since": moment}}


def cube_of(cells: ServedCells) -> Mapping[str, object] | None:
    """Return what the cube is that the settings name, or why it is not shown; None without one."""
    if cells.error is not None:
        return {"status": "unusable"} | {lang: cells.error.sentence(lang) for lang in LANGUAGES}
    if cells.layer is None:
        return None
    cube = cells.layer.cube
    return {"status": "ok", "file": cube.file, "rows": len(cube.rows), "as_of": cube.as_of}


def health_of(store: Store) -> Mapping[str, object]:
    """Return the state: the digest and rows of what is served, its latest date, its age."""
    as_of = store.data_as_of
    return {
        "status": "ok",
        "version": program_version(),
        "data_digest": store.index["wgs84"].digest,
        "rows": len(store.register.projects),
        "as_of": as_of,
        "age_days": (dt.datetime.now(dt.UTC).date() - period_end(as_of)).days,
    }


@cache
def program_version() -> str:
    """Return the version of the program, installed or in a checkout."""
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return str(tomllib.loads(_CHECKOUT.read_text("utf-8"))["project"]["version"])
