"""English names of streets: those of their own, and all others by their sound."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pypinyin

_TABLE: Final = Path(__file__).with_name("names.toml")
_NUMBERS: Final = "一二三四五六七八九十"
_RING: Final = re.compile("([二三四五六])环路")
CHINESE: Final = "\u4e00-\u9fff"
"""What stands between the brackets of a pattern for Chinese characters."""

_DIRECTED: Final = re.compile("(.{2,}?)([东西南北中])")
_NUMBERED: Final = re.compile(f"(.+[^{_NUMBERS}])([{_NUMBERS}])")


@cache
def _table() -> Mapping[str, Mapping[str, str]]:
    table = tomllib.loads(_TABLE.read_text("utf-8"))
    readings = {
        word: [[syllable] for syllable in sound.split()]
        for word, sound in table["readings"].items()
    }
    pypinyin.load_phrases_dict(readings)
    return table


def names_of(table: str) -> Mapping[str, str]:
    """Return a table of names: English by Chinese."""
    return _table()[table]


def is_chinese(text: str) -> bool:
    """Tell whether a text has a Chinese character."""
    return re.search(f"[{CHINESE}]", text) is not None


def ring_number(name: str) -> str | None:
    """Return which ring a street is, ``二`` to ``六``, or None where it is none."""
    ring = _RING.fullmatch(name)
    return ring[1] if ring else None


def english_name(name: str) -> str:
    """Return the English name of a street: ``朝阳门南小街`` is ``Chaoyangmennanxiao St``."""
    table = _table()
    if number := ring_number(name):
        return table["rings"][number]
    if name in table["whole"]:
        return table["whole"][name]
    for ending in sorted(table["endings"], key=len, reverse=True):
        if name.endswith(ending) and name != ending:
            return f"{_stem(name.removesuffix(ending))} {table['endings'][ending]}"
    return _spelt(name)


def chinese_name(name: str) -> str:
    """Return the Chinese name as maps write it: a ring without its 路."""
    return name.removesuffix("路") if ring_number(name) else name


def syllables(name: str) -> str:
    """Return a name by its sound: ``wang jing xi lu``; what is not Chinese stays as it is."""
    _table()
    return " ".join(pypinyin.lazy_pinyin(name)).casefold()


def _stem(stem: str) -> str:
    """Spell a name without its ending; a number or a direction at its end stands apart."""
    directed, numbered = _DIRECTED.fullmatch(stem), _NUMBERED.fullmatch(stem)
    if directed:
        return f"{_stem(directed[1])} {_table()['directions'][directed[2]]}"
    if numbered:
        return f"{_spelt(numbered[1])} No.{_NUMBERS.index(numbered[2]) + 1}"
    return _spelt(stem)


def _spelt(text: str) -> str:
    """Spell Chinese by sound as one word; what is not Chinese stays as it is."""
    parts = re.findall(f"[{CHINESE}]+|[^{CHINESE}]+", text)
    words = [_sound(part) if is_chinese(part[0]) else part.strip() for part in parts]
    return " ".join(word for word in words if word)


def _sound(chinese: str) -> str:
    """Return one word; a syllable that starts with a vowel is set apart, ü is written yu."""
    first, *others = (
        re.sub("^([ln])v", r"\1yu", syllable) for syllable in pypinyin.lazy_pinyin(chinese)
    )
    return first.capitalize() + "".join(
        f"'{syllable}" if syllable[0] in "aoe" else syllable for syllable in others
    )
