"""Settings of an installation, from the environment: ``TWOZONES_`` and the name in capitals."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final, Literal

from platformdirs import user_cache_path
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from geo.address import is_database, shown


def carried(inside: Path, beside: Path) -> Path:
    """Return the folder inside an installed package, or the one that a checkout has beside it."""
    return inside if inside.is_dir() else beside


INSTALLED_DATA: Final = Path(__file__).resolve().with_name("data")
"""The data that an installation carries; it goes with the next version."""

_NAME_LENGTH: Final = 16

DATA: Final = carried(INSTALLED_DATA, Path(__file__).resolve().parent.parent / "data")


class Settings(BaseSettings):
    """What an installation may set."""

    model_config = SettingsConfigDict(env_prefix="TWOZONES_", extra="ignore")

    register_at: SecretStr = Field(SecretStr(str(DATA)), validation_alias="TWOZONES_DATA")
    """A folder, laid out as ``data/README.md`` describes, or the address of a database."""

    cache: Path = user_cache_path("twozones", appauthor=False)
    """Where copies of large tables lie, so that an unchanged register starts sooner."""

    backups: int = Field(20, gt=0)
    """The backups that imports leave beside the data folder; older ones are removed."""

    reload_seconds: float = Field(5, gt=0)
    """How often a server looks whether the data folder has changed, in seconds."""

    engine: str = Field("", pattern=r"^((tcp|tls)://\S+)?$")
    """The address of a Dask scheduler whose workers sum files; empty: processes of this machine."""

    ground: Literal["builtin", "none"] | Path = "builtin"
    """The streets and names below the zones: those of the data folder, none, or a file's."""

    cube: Literal[""] | Path = ""
    """A cube of cells that the map offers beside the register, made by ``geo aggregate --cell``."""

    approval_number: str = Field("", max_length=40)
    """The 审图号 that publication of a map in China needs; shown on the map."""

    address: str = Field("", pattern=r"^(https?://\S+)?$", max_length=200)
    """Where readers open the page, ``https://…``: sheets then carry their link as a QR code."""

    tianditu_key: str = Field("", pattern=r"^[0-9a-zA-Z]*$", max_length=64)
    """The key that Tianditu asks for; without it that basemap is not offered."""

    @property
    def database(self) -> str | None:
        """The address of the database that keeps the register, with its password, if one does."""
        given = self.register_at.get_secret_value()
        return given if is_database(given) else None

    @property
    def data(self) -> Path:
        """The folder of the register; of a database, that of its copy."""
        if self.database is None:
            return Path(self.register_at.get_secret_value())
        name = hashlib.sha256(shown(self.database).encode()).hexdigest()[:_NAME_LENGTH]
        return self.cache / "registers" / name / "data"


class Limits(BaseSettings):
    """The most that is read of a file that someone loads; ``TWOZONES_MAX_`` and the name."""

    model_config = SettingsConfigDict(env_prefix="TWOZONES_MAX_", extra="ignore", frozen=True)

    file_mb: int = Field(200, gt=0)
    """Size of a file in MB (1,000,000 bytes)."""

    unpacked_mb: int = Field(1000, gt=0)
    """What an archive (a zipped shapefile, an XLSX) unpacks to, in MB."""

    ratio: int = Field(200, gt=0)
    """How many times larger than packed a member of an archive may be."""

    members: int = Field(1000, gt=0)
    """Members of an archive."""

    rows: int = Field(100_000, gt=0)
    """Rows, or features."""

    columns: int = Field(300, gt=0)
    """Columns."""

    vertices: int = Field(2_000_000, gt=0)
    """Vertices of all shapes together."""

    depth: int = Field(8, gt=0)
    """Lists within lists of a shape; a multipolygon has 4."""

    cpu_seconds: int = Field(60, gt=0)
    """Processor time that reading a file takes, in seconds."""

    wall_seconds: int = Field(120, gt=0)
    """Time that reading a file takes by the clock, in seconds."""

    memory_mb: int = Field(2000, gt=0)
    """Memory of the process that reads a file, in MB."""

    readers: int = Field(2, gt=0)
    """Files that are read at once; further ones wait."""


@cache
def limits() -> Limits:
    """Return the limits, read once."""
    return Limits()


@cache
def settings() -> Settings:
    """Return the settings, read once."""
    return Settings()
