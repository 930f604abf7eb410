"""Settings of an installation, from the environment: ``TWOZONES_`` and the name in capitals."""

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

DATA = Path(__file__).resolve().parent.parent / "data"


class Settings(BaseSettings):
    """What an installation may set."""

    model_config = SettingsConfigDict(env_prefix="TWOZONES_", extra="ignore")

    data: Path = DATA
    """The folder of the register, laid out as ``data/README.md`` describes."""

    approval_number: str = Field("", max_length=40)
    """The 审图号 that publication of a map in China needs; shown on the map."""

    tianditu_key: str = Field("", pattern=r"^[0-9a-zA-Z]*$", max_length=64)
    """The key that Tianditu asks for; without it that basemap is not offered."""


@cache
def settings() -> Settings:
    """Return the settings, read once."""
    return Settings()
