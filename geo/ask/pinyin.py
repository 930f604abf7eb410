"""How Chinese is read, by syllables; the dictionaries for that are loaded when first asked for."""

from collections.abc import Callable
from functools import cache

from geo.region import REGION


def syllables_of(name: str) -> list[str]:
    """Return a name with each Chinese character as its sound in pinyin, without tones."""
    return _reader()(name)


@cache
def _reader() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin, load_phrases_dict  # noqa: PLC0415 (it takes 50 MB)

    load_phrases_dict({name: [[sound] for sound in of] for name, of in REGION.pinyin.items()})
    return lazy_pinyin
