"""A long Parquet as Arrow tables, a chunk at a time."""

from collections.abc import Iterator
from typing import BinaryIO, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import DamagedFileError
from geo.intake.chunks.chunk import Chunk

CHUNK_ROWS: Final = 100_000

_FIRST_ROW: Final = 2
"""The number of the first row: as if a header stood above it, like in a CSV."""


def parquet_chunks(name: str, file: BinaryIO) -> Iterator[Chunk]:
    """Yield the rows of a Parquet of any length; none where it holds shapes, and is read whole.

    Raises
    ------
    DamagedFileError
        It is damaged.
    """
    try:
        with pq.ParquetFile(file) as source:
            if b"geo" in (source.schema_arrow.metadata or {}):
                return
            first = _FIRST_ROW
            for batch in source.iter_batches(batch_size=CHUNK_ROWS):
                numbers = pa.array(np.arange(first, first + batch.num_rows), pa.int64())
                yield Chunk(batch.num_rows, pa.Table.from_batches([batch]), numbers, {})
                first += batch.num_rows
    except (pa.ArrowException, OSError) as error:
        raise DamagedFileError(file=name, problem=type(error).__name__) from error
