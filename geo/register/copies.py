"""Copies of large tables as they were read, so that an unchanged file need not be judged again.

A copy lies in the user's cache folder, never in the data folder, as Arrow. It is known by what the
file holds, by the code that reads it and by the region; one that is damaged, or cannot be written,
is passed over. Each is written beside its place and moved there, so that servers may share them.
"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pydantic

from geo.region import REGION
from geo.settings import settings

WORTH_BYTES: Final = 2_000_000
"""Files below this size are read again sooner than a copy is worth."""

KEPT: Final = 8
"""How many copies stay; the oldest go first."""

_DIGEST_BYTES: Final = hashlib.sha256().digest_size


def copied(content: bytes, schema: str, read: Callable[[], pd.DataFrame]) -> pd.DataFrame:
    """Return the frame that ``read`` makes of a file, from its copy where there is one.

    Parameters
    ----------
    content
        What the file holds.
    schema
        The name of the schema that it is read by.
    read
        What reads it; its errors pass.
    """
    if len(content) < WORTH_BYTES:
        return read()
    key = hashlib.sha256(f"{reader_digest()} {schema} ".encode() + content).hexdigest()
    path = settings().cache / f"{key}.arrow"
    table = stored(path, key)
    if table is not None:
        return _frame(table)
    frame = read()
    with contextlib.suppress(pa.ArrowException):  # Arrow does not hold every kind of object
        store(path, key, _table(frame))
        _remove_old(path.parent)
    return frame


@cache
def reader_digest() -> str:
    """Return what stands for all that decides what becomes of a file, beside the file."""
    code = hashlib.sha256(repr(REGION).encode())
    for library in (pd, pa, np, pydantic):
        code.update(library.__version__.encode())
    for module in sorted(Path(__file__).parents[1].rglob("*.py")):
        code.update(module.read_bytes())
    return code.hexdigest()


def stored(path: Path, key: str) -> pa.Table | None:
    """Return the table that was stored under a key, or None where there is none that is whole."""
    try:
        content = path.read_bytes()
        digest, body = content[:_DIGEST_BYTES], memoryview(content)[_DIGEST_BYTES:]
        if digest != _digest(key, body):
            return None
        with pa.ipc.open_stream(body) as stream:
            return stream.read_all()
    except (OSError, pa.ArrowException):
        return None


def store(path: Path, key: str, table: pa.Table) -> None:
    """Store a table for whoever asks by the same key, where the folder can be written."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    body = memoryview(sink.getvalue())
    with contextlib.suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _put(path, [_digest(key, body), body])


def _digest(key: str, body: memoryview) -> bytes:
    digest = hashlib.sha256(key.encode())
    digest.update(body)
    return digest.digest()


def _put(path: Path, parts: list[bytes | memoryview]) -> None:
    """Write a file whole or not at all; it is this user's alone."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _remove_old(folder: Path) -> None:
    with contextlib.suppress(OSError):  # another server may do the same
        copies = sorted(folder.glob("*.arrow"), key=lambda path: path.stat().st_mtime)
        for old in copies[:-KEPT]:
            old.unlink(missing_ok=True)


def _table(frame: pd.DataFrame) -> pa.Table:
    """Return a frame as Arrow; a column of tuples as its distinct ones and which each row has."""
    return pa.table({name: _coded(frame[name]) for name in frame.columns})


def _coded(column: pd.Series) -> pa.Array:
    if column.dtype != object or not all(isinstance(value, tuple) for value in column):
        return pa.array(column, from_pandas=True)
    codes, distinct = pd.factorize(column)
    listed = pa.array([list(value) for value in distinct], pa.list_(pa.string()))
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), listed)


def _frame(table: pa.Table) -> pd.DataFrame:
    columns = {}
    for name, column in zip(table.column_names, table.columns, strict=True):
        is_coded = pa.types.is_dictionary(column.type)
        columns[name] = _decoded(column.combine_chunks()) if is_coded else column.to_pandas()
    return pd.DataFrame(columns)


def _decoded(column: pa.DictionaryArray) -> pd.Series:
    listed = column.dictionary.to_pylist()
    distinct = np.empty(len(listed), dtype=object)
    distinct[:] = [tuple(value) for value in listed]
    return pd.Series(distinct[column.indices.to_numpy()])
