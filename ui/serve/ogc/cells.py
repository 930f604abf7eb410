"""The cells of a table as JSON: each different one is written once, and rows are joined of them."""

import json
from dataclasses import dataclass
from itertools import accumulate, chain

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Cells:
    """Which of all different cells stands where, and how each is written.

    ``codes`` has a row for each column of the table, shape (columns, n), and counts ``members``:
    names with values, such as ``"status":"landed"``.
    """

    codes: NDArray[np.int32]
    members: pa.StringArray

    @classmethod
    def of(cls, table: pd.DataFrame) -> "Cells":
        """Return the cells of a table, each a value that JSON has."""
        columns = pa.Table.from_pandas(table, preserve_index=False)
        coded = [column.combine_chunks().dictionary_encode() for column in columns]
        members = list(map(_members, columns.column_names, coded))
        starts = accumulate(map(len, members), initial=0)
        codes = [
            column.indices.fill_null(len(column.dictionary)).to_numpy() + np.int32(start)
            for column, start in zip(coded, starts, strict=False)
        ]
        return cls(np.array(codes), pa.array(chain(*members), pa.string()))

    def rows(self, positions: NDArray[np.intp], columns: slice = slice(None)) -> list[str]:
        """Return what stands between the braces of rows, of some of the columns."""
        codes = self.codes[columns, positions]
        ends = np.arange(0, codes.size + 1, len(codes), dtype=np.int32)
        members = self.members.take(pa.array(codes.T.ravel()))
        return list(pc.binary_join(pa.ListArray.from_arrays(ends, members), ",").to_pylist())


def _members(name: str, coded: pa.DictionaryArray) -> list[str]:
    """Return how the different cells of a column are written, the empty one last."""
    values = [*coded.dictionary.to_pylist(), None]
    written = json.dumps(values, ensure_ascii=False, separators=("\n", ":"))  # all at once: sooner
    return [f"{json.dumps(name)}:{value}" for value in written[1:-1].split("\n")]
