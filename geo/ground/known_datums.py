"""The table of datums: whatever offers, names, reads or guesses one, in any room, reads it here.

A datum more is a row more here and its name under ``datum`` in both word files. Which of them are
offered follows from where the region lies.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from geo.region import REGION
from geo.words.synonyms import normal
from geo.words.text import Text


@dataclass(frozen=True)
class KnownDatum:
    """A datum that can be named.

    Attributes
    ----------
    code
        What stands for it in forms, on the command line and in ``datum.<code>`` of the words.
    epsg
        Its code at EPSG; None for the shifted datums of Chinese maps, which EPSG has not.
    family, number
        A projection of a family is called ``datum.<family>``, with its number filled in.
    is_wgs84
        Its degrees are those of WGS-84, to centimetres.
    is_rough
        Its way to WGS-84 is known to metres only: a file may be in it, a spot is not typed in it.
    aliases
        What else people write for it.
    meridian, reach
        A projection is used within so many degrees of its central meridian.
    """

    code: str
    epsg: int | None = None
    family: str = ""
    number: int = 0
    is_wgs84: bool = False
    is_rough: bool = False
    aliases: tuple[str, ...] = ()
    meridian: float | None = None
    reach: float = 0

    @property
    def name(self) -> str:
        """What a datum that was read is called: its code, or ``EPSG:4548`` where PROJ reads it."""
        return self.code if self.is_wgs84 or self.epsg is None else f"EPSG:{self.epsg}"

    @property
    def is_offered(self) -> bool:
        """Tell whether it is used in the region."""
        west, _, east, _ = REGION.ground.bounds
        if self.meridian is None:
            return True
        return west <= self.meridian + self.reach and self.meridian - self.reach <= east

    def in_words(self, text: Text) -> str:
        """Return what it is called on the page."""
        word = f"datum.{self.family or self.code}"
        return text(word, number=self.number, name=self.name)


_THREE_DEGREES: Final = range(25, 46)
_SIX_DEGREES: Final = range(13, 24)
_UTM: Final = range(43, 54)
"""The zones of China."""

KNOWN_DATUMS: Final = (
    KnownDatum(
        "wgs84",
        4326,
        is_wgs84=True,
        aliases=(
            "gps",
            "4326",
            "世界大地坐标系",
            "wgs1984",
            "gcs wgs 1984",
            "地球坐标",
            "地球坐标系",
        ),
    ),
    KnownDatum(
        "cgcs2000",
        4490,
        is_wgs84=True,
        aliases=(
            *("4490", "2000国家大地坐标系", "国家2000", "国家2000坐标系"),
            *(
                "大地2000",
                "2000坐标系",
                "国家大地2000",
                "国家大地坐标系2000",
                "天地图",
                "北斗",
                "cgcs",
            ),
        ),
    ),
    KnownDatum(
        "gcj02",
        aliases=(
            *("火星坐标", "火星坐标系", "高德", "高德坐标", "高德地图", "腾讯", "腾讯地图"),
            *("国测局", "国测局坐标", "国测局坐标系", "amap", "gaode", "tencent", "gcj", "mars"),
            *("高德坐标系", "腾讯坐标", "腾讯坐标系", "火星", "高德经纬度", "腾讯经纬度"),
        ),
    ),
    KnownDatum(
        "bd09",
        aliases=("bd09ll", "百度", "百度坐标", "百度坐标系", "百度地图", "百度经纬度", "baidu"),
    ),
    *(
        KnownDatum(f"gk{zone}", 4488 + zone, "belt", zone, meridian=3 * zone, reach=1.5)
        for zone in _THREE_DEGREES
    ),
    *(
        KnownDatum(f"gk{3 * zone}", 4509 + zone, "meridian", 3 * zone, meridian=3 * zone, reach=1.5)
        for zone in _THREE_DEGREES
    ),
    *(
        KnownDatum(f"gk{zone}", 4478 + zone, "six", zone, meridian=6 * zone - 3, reach=3)
        for zone in _SIX_DEGREES
    ),
    *(
        KnownDatum(f"utm{zone}n", 32600 + zone, "utm", zone, meridian=6 * zone - 183, reach=3)
        for zone in _UTM
    ),
    KnownDatum("webmercator", 3857),
    KnownDatum("bj54", 4214, is_rough=True),
    *(
        KnownDatum(
            f"bj54gk{zone}",
            2376 + zone,
            "bj54_belt",
            zone,
            is_rough=True,
            meridian=3 * zone,
            reach=1.5,
        )
        for zone in _THREE_DEGREES
    ),
)
"""Degrees first; of a family of projections those with the belt's number before the easting, then
those without. Their order is that in which they are offered, and guessed where two fit alike."""


@cache
def offered_datums() -> tuple[KnownDatum, ...]:
    """Return the datums used in the region; of a family the one nearest to its centre first."""
    lon, _ = REGION.ground.centre
    offered = [datum for datum in KNOWN_DATUMS if datum.is_offered]
    families = list(dict.fromkeys(datum.family or datum.code for datum in offered))
    offered.sort(key=lambda datum: abs((datum.meridian or lon) - lon))
    offered.sort(key=lambda datum: families.index(datum.family or datum.code))
    return tuple(offered)


def likeliest_belt() -> KnownDatum:
    """Return the belt, without its number before the easting, that is nearest to the region."""
    return next(datum for datum in offered_datums() if datum.family == "meridian")


@cache
def datum_words() -> dict[str, KnownDatum]:
    """Return the datums by all that they may be called, in its normal form."""
    return {
        normal(word): datum
        for datum in KNOWN_DATUMS
        for word in (datum.code, f"epsg{datum.epsg or datum.code}", *datum.aliases)
    }
