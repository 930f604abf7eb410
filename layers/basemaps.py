"""Basemaps: our ground by default; those of tiles need a network and are the user's choice."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers

from geo.settings import settings


@dataclass(frozen=True)
class Basemap:
    """Tiles (a URL template, or none), whose they are as HTML, and their datum; or our ground."""

    tiles: str = ""
    attribution: str = ""
    datum: str = "wgs84"
    is_ground: bool = False


def _listed(provider: TileProvider, datum: str = "wgs84") -> Basemap:
    """Return a basemap from the list of `xyzservices`, asked for over HTTPS."""
    return Basemap(provider.url.replace("http:", "https:"), provider.html_attribution, datum)


_TILES: Final[Mapping[str, Basemap]] = {
    "ground": Basemap(is_ground=True),
    "none": Basemap(),
    "osm": _listed(providers.OpenStreetMap.Mapnik),
    "amap": _listed(providers.Gaode.Normal, "gcj02"),
    "tianditu": Basemap(
        "https://t0.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=vec"
        "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=",
        "© 天地图",
    ),
}


def available_basemaps() -> tuple[str, ...]:
    """Return the basemaps that can be offered: Tianditu only where its key is set."""
    return tuple(name for name in _TILES if name != "tianditu" or settings().tianditu_key)


def tile_hosts() -> tuple[str, ...]:
    """Return the hosts of all tiles that can be offered, as a content security policy has them."""
    addresses = (urlsplit(basemap_of(name).tiles) for name in available_basemaps())
    return tuple(f"https://{_without_letter(one.netloc)}" for one in addresses if one.netloc)


def _without_letter(host: str) -> str:
    """Return a host with a wildcard for the part that Leaflet takes in turn."""
    name, _, domain = host.partition(".")
    return f"*.{domain}" if "{" in name else host


def basemap_of(name: str) -> Basemap:
    """Return a basemap, with the key filled in where one is needed."""
    chosen = _TILES[name]
    if name == "tianditu":
        return replace(chosen, tiles=chosen.tiles + settings().tianditu_key)
    return chosen
