"""The page run by AppTest, opened at a view."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[2] / "ui" / "main.py"

Runner = Callable[..., AppTest]


@pytest.fixture
def run_page() -> Runner:
    """Return a function that runs the page with query parameters and fails on any exception."""

    def run(**query: str) -> AppTest:
        page = AppTest.from_file(PAGE, default_timeout=60)
        for name, value in query.items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    return run
