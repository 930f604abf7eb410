"""What all tests share: the real register, loaded once."""

import pytest

from geo.register import Register, load_register


@pytest.fixture(scope="session")
def register() -> Register:
    return load_register()
