"""From a file to a `RawTable`: one reader a format.

Whatever a user brings is read by `geo.intake.apart.apart`, which runs this in a process of its own.
"""

from collections.abc import Callable
from typing import Final

from geo.intake.files.files import SourceFile
from geo.intake.files.tables import RawTable, within_limits
from geo.intake.formats.cell_shapes import with_cell_shapes
from geo.intake.formats.plain import plain_table
from geo.intake.formats.read_geojson import read_geojson
from geo.intake.formats.read_geopackage import read_geopackage
from geo.intake.formats.read_kml import read_kml, read_kmz
from geo.intake.formats.read_parquet import read_parquet
from geo.intake.formats.read_shapefile import read_shapefile
from geo.intake.formats.read_text import read_csv
from geo.intake.formats.read_workbook import read_workbook
from geo.intake.formats.read_xls import read_xls
from geo.intake.formats.repair import without_costly
from geo.intake.positions.footprints import simplest
from geo.settings import Limits, limits

Reader = Callable[[SourceFile, Limits, str | None], RawTable]

READERS: Final[dict[str, Reader]] = {
    "csv": read_csv,
    "xls": read_xls,
    "xlsx": read_workbook,
    "geojson": read_geojson,
    "gpkg": read_geopackage,
    "kml": read_kml,
    "kmz": read_kmz,
    "shapefile": read_shapefile,
    "parquet": read_parquet,
}


def read_table(
    file: SourceFile, allowed: Limits | None = None, part: str | None = None
) -> RawTable:
    """Return the rows of a file.

    Parameters
    ----------
    file
        What to read.
    allowed
        The limits; those of the settings by default.
    part
        The sheet or layer to read, where there are several; by default the first with rows.

    Raises
    ------
    TwoZonesError
        The file is refused; the sentence says why and what to do.
    """
    allowed = allowed or limits()
    table = within_limits(READERS[file.kind](file, allowed, part), allowed)
    table = with_cell_shapes(plain_table(table, allowed), allowed)
    return without_costly(table.with_shapes(simplest))
