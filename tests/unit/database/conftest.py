"""Databases of one PostGIS that is started for the tests of a process."""

from collections.abc import Iterator

import pytest

from geo.keep.publish import publish
from geo.keep.reason import Reason
from geo.settings import DATA
from tests.postgis import Cluster, cluster


@pytest.fixture(scope="session")
def postgis() -> Iterator[Cluster]:
    with cluster() as running:
        yield running


@pytest.fixture
def empty(postgis: Cluster) -> Iterator[str]:
    """Return the address of a database that holds nothing."""
    with postgis.database() as address:
        yield address


@pytest.fixture(scope="session")
def published(postgis: Cluster) -> Iterator[str]:
    """Return the address of a database that holds the register, which no test changes."""
    with postgis.database() as address:
        publish(str(DATA), address, Reason("设计", "first"))
        yield address


@pytest.fixture
def database(postgis: Cluster, published: str) -> Iterator[str]:
    """Return the address of a database that holds the register, which a test may change."""
    with postgis.database(published) as address:
        yield address
