"""The datums of the region as the browser offers them, each with the way to it from WGS-84."""

import warnings
from collections.abc import Mapping

from geo.ground.datums import parse_datum
from geo.ground.spot import typed_datums
from geo.words.text import text_in
from geo.words.vocabulary import LANGUAGES


def datum_choices() -> list[Mapping[str, object]]:
    """Return code, names by language and ``projection`` in the words of PROJ, "" for degrees."""
    return [
        {
            "code": datum.code,
            "name": {lang: datum.in_words(text_in(lang)) for lang in LANGUAGES},
            "projection": _projection(datum.code),
        }
        for datum in typed_datums()
    ]


def _projection(code: str) -> str:
    crs = parse_datum(code).crs
    if crs is None or not crs.is_projected:
        return ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of the datum, which the formula needs not
        return str(crs.to_proj4())
