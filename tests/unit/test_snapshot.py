"""The view of a snapshot's request."""

import pytest

from geo.ground.gcj02 import wgs84_to_gcj02
from ui.serve.snapshot import snapshot_view
from ui.store import shared_store

EXTENT = "116.3,39.8,116.5,40"


def test_an_extent_on_a_shifted_basemap_is_put_right() -> None:
    plain = snapshot_view(shared_store(), {"extent": EXTENT})
    shifted = snapshot_view(shared_store(), {"extent": EXTENT, "basemap": "amap"})
    assert plain.extent == (116.3, 39.8, 116.5, 40.0)
    assert shifted.extent is not None
    west, south, east, north = shifted.extent
    assert wgs84_to_gcj02(west, south) == pytest.approx((116.3, 39.8), abs=1e-8)
    assert wgs84_to_gcj02(east, north) == pytest.approx((116.5, 40.0), abs=1e-8)


@pytest.mark.parametrize(
    "query", [{"focus": "cluster:nowhere"}, {"extent": "1,2"}, {"sector": "<b>"}, {"lang": "fr"}]
)
def test_what_does_not_exist_falls_back(query: dict[str, str]) -> None:
    view = snapshot_view(shared_store(), query)
    assert (view.focus, view.extent, view.sector, view.lang) == ("city", None, (), "zh")
