"""Chinese text in its two encodings: UTF-8, else GB18030 (of which GBK and GB2312 are parts)."""

import codecs
import re
from collections.abc import Sequence
from typing import Final

from geo.errors import EncodingError

FALLBACK: Final = "gb18030"
_CJK = re.compile("[\u3400-\u9fff]")
_NO_NAME = re.compile("[^a-z0-9]")
_LONGEST_NAME: Final = 40
_DECLARED: Final = {
    name: encoding
    for encoding, names in {
        "utf-8": "utf8 65001 cp65001",
        "gb18030": "gb18030 54936 gbk gb2312 936 cp936 oem936 ansi936 windows936 euccn",
        "big5": "big5 950 cp950 oem950 ansi950",
        "cp1252": "cp1252 1252 ansi1252 windows1252 iso88591 88591 latin1 ldid87",
        "cp437": "cp437 437 oem437",
        "shift_jis": "shiftjis sjis 932 cp932 ansi932",
        "euc_kr": "euckr 949 cp949 ansi949",
    }.items()
    for name in names.split()
}
"""What a ``.cpg`` may declare; any other word, such as one of Python's own codecs, is not heard."""

_ANY_BYTES: Final = frozenset({"cp1252", "cp437"})
"""Encodings in which nearly any bytes are valid, so that being valid says nothing."""

_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode_text(name: str, content: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding that it was read in.

    UTF-16, as Excel writes “Unicode text”, is known by its byte order mark.

    Raises
    ------
    EncodingError
        It is neither UTF-8 (with or without byte order mark) nor GB18030, or not text at all.
    """
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", FALLBACK):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _BINARY.search(text):
            break
        return text, encoding.removesuffix("-sig")
    raise EncodingError(file=name)


def decode_cells(name: str, cells: Sequence[bytes], declared: str | None) -> tuple[list[str], str]:
    """Return the texts of a DBF and the encoding in which all of them make sense.

    UTF-8 is hard to meet by accident where Chinese comes out, so that goes before what a ``.cpg``
    says; else the declared encoding, if the texts are valid in it, and do not look Chinese where
    that is one of the West; else GB18030. A character that
    the width of its field has cut off is left out.

    Raises
    ------
    EncodingError
        No encoding fits.
    """
    as_utf8 = _decoded(cells, "utf-8")
    if as_utf8 is not None and all(text.isascii() or _CJK.search(text) for text in as_utf8):
        return as_utf8, "utf-8"
    known = _known(declared)
    if known in _ANY_BYTES and _looks_chinese(cells):
        known = FALLBACK
    for encoding in (known, "utf-8", FALLBACK):
        texts = _decoded(cells, encoding) if encoding else None
        if encoding and texts is not None:
            return texts, encoding
    raise EncodingError(file=name)


def _looks_chinese(cells: Sequence[bytes]) -> bool:
    """Tell whether most texts that are not ASCII are GB2312, whose characters have two high bytes.

    An accented letter stands alone in Latin text, so that it is no such pair.
    """
    foreign = [cell for cell in cells if not cell.isascii()]
    fitting = sum(_decoded([cell], "gb2312") is not None for cell in foreign)
    return 2 * fitting > len(foreign) and _decoded(foreign, FALLBACK) is not None


def _known(declared: str | None) -> str | None:
    """Return Python's name of what a ``.cpg`` declares, or None where we know no such encoding."""
    return _DECLARED.get(_NO_NAME.sub("", (declared or "")[:_LONGEST_NAME].casefold()))


def _decoded(cells: Sequence[bytes], encoding: str) -> list[str] | None:
    decoder = codecs.getincrementaldecoder(encoding)
    try:
        return [decoder().decode(cell) for cell in cells]
    except (UnicodeDecodeError, LookupError, TypeError):
        return None
