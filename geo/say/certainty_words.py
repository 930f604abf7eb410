"""How certain a record is, in sentences: what found its place, how near, and what disagrees."""

import pandas as pd

from geo.ground.places import Hierarchy
from geo.register.records import Row, given
from geo.words.numerals import whole
from geo.words.text import Text


def certainty_of(project: Row, places: Hierarchy, text: Text) -> list[str]:
    """Return what a reader should know of a joined project's place and of its record."""
    sentences = [
        _found_by(project, places, text),
        precision_of(project, places, text),
        *conflicts_of(project, places, text),
        text("panel.confidence", level=text(f"confidence.{project.confidence}")),
    ]
    if project.aggregate:
        sentences.append(text("panel.aggregate"))
    return sentences


def _found_by(project: Row, places: Hierarchy, text: Text) -> str:
    district, cluster = given(project.district), given(project.cluster)
    return text(
        "panel.found_by",
        district=_name("district", district, places, text) or text("panel.unknown"),
        district_by=text(f"found_by.{project.district_by}"),
        cluster=_name("cluster", cluster, places, text) or text("panel.no_cluster"),
        cluster_by=text(f"found_by.{project.cluster_by}"),
    )


def _name(kind: str, id_: str | None, places: Hierarchy, text: Text) -> str:
    return places[f"{kind}:{id_}"].name(text.lang) if id_ else ""


def precision_of(project: Row, places: Hierarchy, text: Text) -> str:
    """Say how well the position of a project is known."""
    level = project.level
    if level == "city":
        return text("panel.precision_none_city")
    if level == "district":
        district = _name("district", given(project.district), places, text)
        return text("panel.precision_none_district", district=district)
    place = _place_name(project, places, text)
    if level == "place":
        return text("panel.precision_none_place", place=place)
    metres = whole(project.radius_m)
    if pd.notna(project.lon_wgs84):
        return text("panel.precision_own", metres=metres)
    return text("panel.precision_place", place=place, metres=metres)


def _place_name(project: Row, places: Hierarchy, text: Text) -> str:
    place = _name("place", given(project.place), places, text)
    return place or _name("cluster", given(project.cluster), places, text)


def conflicts_of(project: Row, places: Hierarchy, text: Text) -> list[str]:
    """Say where what the source states and what was found disagree."""
    sentences = []
    for kind in ("district", "cluster"):
        stated, found = (given(getattr(project, f"{kind}_{by}")) for by in ("stated", "found"))
        if found:
            names = (_name(kind, id_, places, text) for id_ in (stated, found))
            facts = dict(zip(("stated", "found"), names, strict=True))
            sentences.append(text(f"panel.conflict_{kind}", **facts))
    return sentences
