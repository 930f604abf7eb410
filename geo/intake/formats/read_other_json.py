"""JSON of other kinds, read by GDAL: Esri's feature sets and TopoJSON, each layer by its name."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geo.errors import EmptyFileError, SheetError
from geo.intake.files.files import SourceFile
from geo.intake.files.tables import Note, RawTable, table_of
from geo.intake.files.vertices import VertexCounter
from geo.intake.formats.gdal_layers import layer_names, read_layer
from geo.settings import Limits


def read_other_json(
    file: SourceFile, document: Mapping[str, Any], allowed: Limits, part: str | None
) -> RawTable:
    """Read Esri JSON or TopoJSON, whose document has been read; of several layers one.

    Raises
    ------
    TooDeepError, TooManyVerticesError
        It is over a limit.
    SheetError, EmptyFileError, DamagedFileError
        No layer has that name, none has features, or GDAL cannot read it.
    """
    _check(file, document, allowed)
    names = layer_names(file, file.content)
    if part is not None and part not in names:
        raise SheetError(file=file.name, name=part, names=", ".join(names))
    if not names:
        raise EmptyFileError(file=file.name)
    chosen = part or names[0]
    frame, crs = read_layer(file, file.content, allowed, layer=names.index(chosen))
    others = ", ".join(name for name in names if name != chosen)
    notes = (Note("other_sheets", {"sheet": chosen, "others": others}),) if others else ()
    table = table_of(file, frame, crs if "arcs" not in document else None, notes)
    return replace(table, part=chosen, parts=tuple(names)) if others else table


def _check(file: SourceFile, document: Mapping[str, Any], allowed: Limits) -> None:
    """Count the vertices of a document before GDAL sees them."""
    counter = VertexCounter(file.name, allowed)
    counter.look_through(document.get("arcs"))
    for feature in document.get("features") or []:
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        if isinstance(geometry, dict):
            for name in ("rings", "paths", "points"):
                counter.look_through(geometry.get(name))
