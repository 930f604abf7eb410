"""The view that a request names by the query of a link."""

from collections.abc import Mapping
from dataclasses import replace

from geo.atlas import can_focus
from geo.places import CITY
from geo.view import View, view_from_query
from ui.store import Store


def requested_view(store: Store, query: Mapping[str, str]) -> View:
    """Return the view of a query; what a store does not know falls back as it does in a link."""
    view, _ = view_from_query(query)
    if not can_focus(store, view.focus):
        view = replace(view, focus=CITY)
    if view.shape and not store.shapes.knows(view.shape):
        view = replace(view, shape=None)
    return view
