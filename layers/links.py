"""The view that the query of a link names, and what is wrong with it in a register."""

from collections.abc import Mapping
from dataclasses import replace

from geo.ask.atlas import Atlas, can_focus
from geo.errors import (
    EveryOptionError,
    ParameterError,
    TwoZonesError,
    UnknownFocusError,
    UnknownMarkError,
)
from geo.ground.places import CITY
from geo.view.shortlist import Shortlist
from geo.view.view import CHOICES, View, view_from_query
from geo.words.vocabulary import BASEMAPS
from layers.basemaps import available_basemaps
from layers.cells import available_metrics, served_cells


def view_of_link(
    atlas: Atlas, query: Mapping[str, str], lang: str = "zh"
) -> tuple[View, list[TwoZonesError]]:
    """Return the view of a query, in a language unless it names one, and what is wrong with it.

    What does not exist, or is not in the register, falls back.
    """
    view, problems = view_from_query(query, lang)
    problems += [
        EveryOptionError(parameter=name)
        for name, options in CHOICES.items()
        if set(options) <= set(query.get(name, "").split(","))
    ]
    if not can_focus(atlas, view.focus):
        problems.append(UnknownFocusError(value=view.focus[:60]))
        view = replace(view, focus=CITY)
    if view.shape and not atlas.shapes.knows(view.shape):
        problems.append(ParameterError(parameter="shape", value=str(view.shape)))
        view = replace(view, shape=None)
    if view.policy and view.policy not in atlas.register.policies.index:
        problems.append(ParameterError(parameter="policy", value=view.policy[:60]))
        view = replace(view, policy="")
    if view.basemap not in available_basemaps():
        problems.append(ParameterError(parameter="basemap", value=view.basemap))
        view = replace(view, basemap=BASEMAPS[0])
    if view.metric not in available_metrics():
        missing = ParameterError(parameter="metric", value=view.metric)
        problems.append(served_cells().error or missing)
        view = replace(view, metric=View().metric)
    view, unknown = _without_unknown_marks(atlas, view)
    return view, problems + unknown


def _without_unknown_marks(atlas: Atlas, view: View) -> tuple[View, list[TwoZonesError]]:
    """Return the view without marks that the register does not know, and an error for each."""
    marks = view.shortlist.marks
    known = tuple(mark for mark in marks if can_focus(atlas, mark.key))
    problems: list[TwoZonesError] = [
        UnknownMarkError(value=mark.key, note=mark.note) for mark in marks if mark not in known
    ]
    return replace(view, shortlist=Shortlist(known)), problems
