"""A place is drawn to the end, whatever has landed there."""

import pytest

from geo.ask.atlas import Atlas
from geo.register.load import load_register
from geo.view.view import CHOICES, View
from tests.pages.conftest import Runner

ATLAS = Atlas(load_register())
BARE = [
    (place.key, factor)
    for factor in CHOICES["factor"]
    for kind in ("city", "cluster", "district")
    for place in ATLAS.register.places.of_kind(kind)
    if ATLAS.holding(View(focus=place.key, factor=(factor,))).landed.empty
]
"""Places and factors for which no policy has landed."""


@pytest.mark.parametrize(("place", "factor"), BARE[:3])
def test_where_no_policy_has_landed_the_rest_is_told(
    place: str, factor: str, run_page: Runner
) -> None:
    page = run_page(focus=place, factor=factor, lang="en")
    assert not any("Latest policies" in html.proto.body for html in page.get("html"))
    drawn = {element.proto.component_name for element in page.get("bidi_component")}
    assert {"table", "timeline", "companion"} <= drawn
