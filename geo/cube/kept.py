"""The sums of files that are done, kept until all are: a command that is broken off goes on."""

import hashlib
import json
from pathlib import Path
from typing import Final

from geo.cube.plan import Plan
from geo.cube.sums import Partial
from geo.register.copies import reader_digest, store, stored

ABOUT: Final = b"twozones"
"""The key of a table's metadata: what it is of, as JSON."""


class KeptSums:
    """The sums of files that are done, in a folder of their own beside the cube."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        """Keep them in a folder; those of another plan are not found there."""
        self._folder, self._plan = folder, plan

    def get(self, path: str) -> Partial | None:
        """Return the sums of a file that has not changed since, or None."""
        key = self._key(path)
        sums = stored(self._folder / f"{key}.arrow", key)
        left_out = stored(self._folder / f"{key}.left_out.arrow", key)
        if sums is None or left_out is None:
            return None
        about = json.loads(sums.schema.metadata[ABOUT])
        return Partial(sums, left_out, about["rows"], tuple(about["lacks"]))

    def put(self, path: str, done: Partial) -> None:
        """Keep the sums of a file, where the folder can be written."""
        key = self._key(path)
        about = json.dumps({"rows": done.rows, "lacks": done.lacks})
        sums = done.sums.replace_schema_metadata({ABOUT: about})
        store(self._folder / f"{key}.left_out.arrow", key, done.left_out)
        store(self._folder / f"{key}.arrow", key, sums)

    def _key(self, path: str) -> str:
        file = Path(path)
        stat = file.stat() if file.exists() else None
        stamp = (stat.st_size, stat.st_mtime_ns) if stat else None
        said = repr((reader_digest(), self._plan, str(file.resolve()), stamp))
        return hashlib.sha256(said.encode()).hexdigest()

    def remove(self) -> None:
        """Remove all of it."""
        for file in self._folder.glob("*.arrow"):
            file.unlink()
        if self._folder.is_dir() and not any(self._folder.iterdir()):
            self._folder.rmdir()
