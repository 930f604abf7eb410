"""Where only the first projects are seen, those are the newest, and of one day the largest."""

import pandas as pd

from briefing.content import make_briefing
from geo.ask.atlas import Atlas
from geo.ask.order import what_matters_first
from geo.view.view import View


def test_the_newest_come_first_then_the_largest_and_the_undated_last() -> None:
    projects = pd.DataFrame(
        {
            "id": ["undated", "year", "small", "large", "unsaid", "month"],
            "date": ["", "2025", "2025-03-02", "2025-03-02", "2025-03-02", "2025-03"],
            "investment_yi_cny": [900.0, 1.0, 2.0, 30.0, float("nan"), 5.0],
        }
    )
    expected = ["large", "small", "unsaid", "month", "year", "undated"]
    assert [*what_matters_first(projects)["id"]] == expected


def test_a_briefing_lists_its_projects_so(atlas: Atlas) -> None:
    listed = [
        project.id for project in make_briefing(atlas, View(focus="cluster:etown")).focus.projects
    ]
    days = atlas.register.projects.set_index("id")["date"].loc[listed]
    assert [*days] == sorted(days, reverse=True)
    assert len(set(days)) > 1
