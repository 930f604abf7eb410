"""Bytes that the browser fetches once: named by the digest of their content, kept for ever."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from geo.settings import carried

STATIC = Path(__file__).parent / "static"
BUILT = Path(__file__).with_name("built")
"""What an installation carries of npm; a checkout has its packages and builds as it runs."""

VENDOR = carried(BUILT / "vendor", Path(__file__).parent.parent / "node_modules")
STATIC_URL = "/twozones/static"
ROOT_OF_STATIC = "../" * (STATIC_URL.count("/") + 1)
"""Leads from a static file, which lies below a digest, to what the server answers at its root."""

DATA_URL = "/twozones/data"
SNAPSHOT_URL = "/twozones/snapshot"
EXPORT_URL = "/twozones/export"
FIND_URL = "/twozones/find"
CHANGES_URL = "/twozones/changes"

VENDOR_FILES = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "geoman.css": "@geoman-io/leaflet-geoman-free/dist/leaflet-geoman.css",
    "driver.css": "driver.js/dist/driver.css",
}
"""Third-party files served as they are, by name: what folium loads, and styles that tools fetch."""

FONTS = {
    "regular": "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
    "bold": "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf",
}
"""The font of everything on paper, by weight, in the same folder."""

DIGEST_LENGTH = 16
MEDIA_TYPES = {".json": "application/json", ".arrow": "application/vnd.apache.arrow.stream"}

METADATA: Final = "twozones"
"""Where the schema of columns holds what else is said of them, as JSON."""


@dataclass(frozen=True)
class Asset:
    """A document to serve under an address that changes with its content; the name says what.

    With a ``salt`` the address cannot be guessed from the content.
    """

    name: str
    body: bytes
    salt: str = ""

    @classmethod
    def from_json(cls, name: str, document: object) -> "Asset":
        """Write a document as compact UTF-8 JSON."""
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return cls(name, text.encode())

    @classmethod
    def from_columns(
        cls, name: str, columns: Mapping[str, NDArray[np.generic]], metadata: Mapping[str, object]
    ) -> "Asset":
        """Write columns of shape (n,) as an Arrow IPC stream whose schema carries JSON."""
        written = json.dumps(metadata, ensure_ascii=False, separators=(",", ":"))
        table = pa.table(dict(columns)).replace_schema_metadata({METADATA: written})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as writer:
            writer.write_table(table, max_chunksize=max(1, len(table)))
        return cls(name, sink.getvalue().to_pybytes())

    @cached_property
    def digest(self) -> str:
        """Hexadecimal digest of the content."""
        return digest_of(self.salt.encode() + self.body)

    @cached_property
    def packed(self) -> bytes:
        """The content, gzipped; the same bytes every time."""
        return gzip.compress(self.body, compresslevel=6, mtime=0)

    @property
    def media_type(self) -> str:
        """What the document is, for the browser."""
        return MEDIA_TYPES[Path(self.name).suffix]

    @property
    def url(self) -> str:
        """The path at which the asset is served."""
        return f"{DATA_URL}/{self.digest}/{self.name}"


def digest_of(content: bytes) -> str:
    """Return a short hexadecimal digest of bytes."""
    return hashlib.sha256(content).hexdigest()[:DIGEST_LENGTH]


@cache
def static_digest() -> str:
    """Return a digest of all static files, so that their address changes when one does."""
    content = hashlib.sha256()
    for path in _sources():
        content.update(path.name.encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:DIGEST_LENGTH]


def _sources() -> list[Path]:
    """Return what is served as an installation carries it, or what a checkout builds it of."""
    if BUILT.is_dir():
        return sorted((BUILT / "served").iterdir())
    ours = sorted(path for path in STATIC.rglob("*") if path.suffix in {".js", ".css"})
    return [*ours, VENDOR.with_name("package-lock.json")]


def static_url(name: str) -> str:
    """Return the path at which a static file is served."""
    return f"{STATIC_URL}/{static_digest()}/{name}"


def relative_address(path: str, depth: int = 0) -> str:
    """Return a path of the server as a document ``depth`` folders below its root names it.

    It holds below any prefix under which a proxy shows the server. In the browser `addressOf` does
    the same for the paths that data name.
    """
    return "../" * depth + path.removeprefix("/")
