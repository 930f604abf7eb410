"""A register with a user's projects or boundaries in place of its own."""

from collections.abc import Collection
from dataclasses import replace
from itertools import count

import geopandas as gpd
import pandas as pd

from geo.intake.intake import Intake
from geo.register.load import Register, join_projects, shapes_by_project, stated_projects
from geo.register.news import latest_day
from geo.register.records import Source
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES

_STANDS_AT = ["id", "lon_wgs84", "lat_wgs84"]
_STEP = ["status", "date"]
"""What a step says that is not yet known: a new status, or the same at another time."""


def with_projects(register: Register, intake: Intake, *, beside: bool = False) -> Register:
    """Return a register whose projects are the accepted rows of a file.

    The file is their source. A project that was there before, by its id, keeps its older sources
    and steps beside it; halls and windows that only a project of before names go with it.

    Parameters
    ----------
    register
        What there was before.
    intake
        The file, taken in.
    beside
        The projects of before stay beside those of the file (see `apart_from`).
    """
    new = _with_older_sources(intake.projects, register.projects)
    projects = _beside(register, new) if beside else new
    day = latest_day(projects["date"], register.policies["date"], register.indicators["as_of"])
    named = register.services["project"]
    services = register.services[named.isna() | _is_among(named, projects["id"])]
    return replace(
        register,
        services=services.reset_index(drop=True),
        projects=join_projects(projects, register.places, register.ground, day),
        project_shapes=_project_shapes(register, intake, projects),
        history=_history(register.history, projects, new.assign(row=intake.rows), intake.source),
        sources=_sources(register.sources, intake.source),
    )


def _beside(register: Register, new: pd.DataFrame) -> pd.DataFrame:
    before = stated_projects(register.projects)
    others = before[~_is_among(before["id"], new["id"])]
    return pd.concat([others[list(new.columns)], new], ignore_index=True)


def apart_from(intake: Intake, register: Register) -> Intake:
    """Return a file to be added, its rows numbered anew where they are other projects.

    An id of digits alone may be the number of a row in one list and in another.
    """
    names = dict(zip(register.projects["id"], register.projects["name_zh"], strict=True))
    ids = dict(zip(intake.projects["id"], intake.projects["name_zh"], strict=True))
    taken = {id_ for id_, name in ids.items() if id_.isdecimal() and names.get(id_, name) != name}
    free = {id_: _free(id_, names.keys() | ids.keys()) for id_ in taken}
    projects = intake.projects.assign(
        id=intake.projects["id"].replace(free), part_of=intake.projects["part_of"].replace(free)
    )
    shapes = {free.get(id_, id_): shape for id_, shape in intake.shapes.items()}
    return replace(intake, projects=projects, shapes=shapes)


def _free(id_: str, taken: Collection[str]) -> str:
    return next(name for n in count(2) if (name := f"{id_}-{n}") not in taken)


def _project_shapes(register: Register, intake: Intake, projects: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the shapes that the file brings, and the older ones of projects that did not move."""
    shapes = register.project_shapes.geometry
    places = (
        frame.loc[frame["id"].isin(shapes.index), _STANDS_AT].itertuples(index=False, name=None)
        for frame in (register.projects, projects)
    )
    unmoved = {row[0] for row in set.intersection(*map(set, places))}
    older = {id_: shape for id_, shape in shapes.items() if id_ in unmoved}
    return shapes_by_project(older | dict(intake.shapes))


def _with_older_sources(projects: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    older = dict(zip(before["id"], before["sources"], strict=True))
    sources = [
        tuple(dict.fromkeys((*own, *older.get(id_, ()))))
        for id_, own in zip(projects["id"], projects["sources"], strict=True)
    ]
    return projects.assign(sources=pd.Series(sources, index=projects.index, dtype=object))


def _history(
    before: pd.DataFrame, projects: pd.DataFrame, new: pd.DataFrame, source: Source
) -> pd.DataFrame:
    """Return older steps of projects still there, and one for each that is new or has moved on."""
    kept = before[_is_among(before["project"], projects["id"])]
    last = kept.drop_duplicates("project", keep="last").set_index("project")[_STEP]
    reached = last.reindex(new["id"]).set_axis(new.index)
    steps = new[(reached != new[_STEP]).any(axis=1)].rename(columns={"id": "project"})
    notes = {
        f"note_{lang}": [text_in(lang)("kept.row", row=row) for row in steps["row"]]
        for lang in LANGUAGES
    }
    added = steps.assign(source=source.id, **notes)[list(before.columns)].astype(before.dtypes)
    return pd.concat([kept, added], ignore_index=True)


def _is_among(column: pd.Series, ids: pd.Series) -> pd.Series:
    """Tell which cells are among some ids, by hash: pandas makes a scalar of each of Arrow's."""
    return column.astype(object).isin(set(ids))


def _sources(before: pd.DataFrame, source: Source) -> pd.DataFrame:
    """Return the sources by id, the file's own among them."""
    row = pd.DataFrame([source.model_dump()]).set_index("id")
    return pd.concat([before.drop(index=source.id, errors="ignore"), row])
