"""A table of facts as a listing of our own."""

import json
from dataclasses import asdict

import pandas as pd

from ui.parts.listing import listing_of


def test_a_frame_becomes_rows_that_can_be_sent_and_pressed() -> None:
    frame = pd.DataFrame(
        {
            "名称": ["甲", None],
            "项目": [3, 12],
            "亿元": [1.5, float("nan")],
            "日期": pd.to_datetime(["2024-01-01", None]),
        }
    )
    listing = listing_of(frame, "some-table", ["project:P1", "project:P2"])
    assert [column.head for column in listing.columns] == ["名称", "项目", "亿元", "日期"]
    kinds = [column.name.split()[0] for column in listing.columns]
    assert kinds == ["note", "value", "value", "note"]
    assert len({column.name for column in listing.columns}) == 4
    assert [line.key for line in listing.rows] == ["project:P1", "project:P2"]
    assert listing.rows[0].cells[:3] == ("甲", 3, 1.5)
    assert listing.rows[1].cells == ("", 12, "", "")
    json.dumps(asdict(listing), ensure_ascii=False)


def test_rows_that_open_nothing_have_no_key() -> None:
    listing = listing_of(pd.DataFrame({"a": [1, 2]}), "some-table")
    assert [line.key for line in listing.rows] == ["", ""]
