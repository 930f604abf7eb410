"""Texts that say that something is in another province: by its name, its cities, or both."""

import re
from functools import cache

from geo.intake.places.placing import LONGEST
from geo.region import REGION
from geo.words.synonyms import normal, synonyms
from geo.words.text import in_both

_PARTS = re.compile("[(（)）,，、;；/]")
_ENDING = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$")


def elsewhere(text: str, *, is_area: bool = False) -> tuple[str, str] | None:
    """Return the province that a text says it is in, in Chinese and English, if it is not ours.

    ``is_area``: the text names an area and nothing smaller, so that a short name such as 天津 is no
    part of the name of a street or a house.
    """
    parts = [normal(part) for part in _PARTS.split(text[:LONGEST])]
    words = _beginnings(is_area=is_area)
    begun = next(filter(None, map(_any_of(is_area=is_area).match, parts)), None)
    english = next(filter(None, map(_english().get, parts)), None)
    province = words[begun.group()] if begun else english
    return in_both(f"province.{province}") if province else None


@cache
def _others() -> dict[str, str]:
    """Return the provinces but our own, by their full names and what else a text begins with."""
    ours = {normal(REGION.city.zh), normal(REGION.name.zh)}
    own = {province for word, province in synonyms("province").items() if word in ours}
    known = synonyms("province").items()
    return {word: name for word, name in known if name not in own and not word.isascii()}


@cache
def _beginnings(*, is_area: bool) -> dict[str, str]:
    """Return the provinces by what a text in them begins with: 广东省, 深圳市, 广东深圳."""
    short = {name: _short(name) for name in dict.fromkeys(_others().values())}
    both = {short[name] + word.removesuffix("市"): name for word, name in _others().items()}
    bare = {word.removesuffix("市"): name for word, name in _others().items()}
    areas = bare | {word: name for name, word in short.items()} if is_area else {}
    return _others() | {word: name for word, name in both.items() if word not in _shorts()} | areas


@cache
def _any_of(*, is_area: bool) -> re.Pattern[str]:
    """Return what matches the beginnings, all in one: a list has a text a row, and they are 600."""
    return re.compile("|".join(map(re.escape, _beginnings(is_area=is_area))))


@cache
def _shorts() -> frozenset[str]:
    return frozenset(_short(name) for name in _others().values())


def _short(province: str) -> str:
    """Return the short name of a province: 广东, 内蒙古."""
    return _ENDING.sub("", normal(in_both(f"province.{province}")[0]))


@cache
def _english() -> dict[str, str]:
    return {normal(in_both(f"province.{name}")[1]): name for name in _others().values()}
