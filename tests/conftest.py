"""What all tests share: the real register, loaded once, and how properties are tried."""

import pytest
from hypothesis import settings

from geo.ask.atlas import Atlas
from geo.register.load import Register, load_register

# no deadline: the machines that run this are shared; the same examples each time
settings.register_profile("project", deadline=None, derandomize=True)
settings.load_profile("project")


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()


@pytest.fixture(scope="session")
def atlas(register: Register) -> Atlas:
    return Atlas(register)
