"""The page run by AppTest, opened at a view."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).resolve().parents[2] / "ui" / "main.py"

Runner = Callable[..., AppTest]


def listed(page: AppTest) -> pd.DataFrame:
    """Return the cells of the first table of ours on a page, a row by what a press on it opens."""
    [first, *_] = (e.proto for e in page.get("bidi_component") if e.proto.component_name == "table")
    data = json.loads(first.json)
    names = [column["name"] for column in data["columns"]]
    cells = [row["cells"] for row in data["rows"]]
    return pd.DataFrame(cells, [row["key"] for row in data["rows"]], names)


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
