"""The order in which projects are listed where a reader sees only the first of them."""

from typing import Final

import pandas as pd

BY: Final = ("date", "investment_yi_cny")
"""What a project is listed by: the day of its status, then what it discloses."""


def what_matters_first(projects: pd.DataFrame) -> pd.DataFrame:
    """Return projects with the newest first, of one day the largest; undated ones come last.

    Of a day whose month or year alone is known less is known than of any within: it comes after.
    """
    return projects.sort_values(list(BY), ascending=False, kind="stable", na_position="last")
