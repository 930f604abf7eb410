"""The projects of an earlier day, by the dated steps of their histories as they are known now."""

import datetime as dt
from dataclasses import replace

import numpy as np

from geo.ask.ends import today
from geo.ask.filters import periods_of
from geo.register.load import Register
from geo.register.news import news_of


def register_on(register: Register, day: dt.date) -> Register:
    """Return the register with its projects as they stood at the end of a day.

    A project is there from its first dated step on, in the status of its last one by then; a month
    or a year counts by its last day. All else, such as amounts, places and policies, is as known
    now.
    """
    _, ends = periods_of(register.history["date"])
    past = register.history[ends <= np.datetime64(day)]
    last = past.drop_duplicates("project", keep="last").set_index("project")
    projects = register.projects[register.projects["id"].isin(last.index)]
    stood = last.loc[projects["id"], ["status", "date", "date_precision"]].set_index(projects.index)
    projects = projects.assign(status=stood["status"], date=stood["date"])
    projects = projects.assign(date_precision=stood["date_precision"], news=news_of(projects, day))
    return replace(register, projects=projects.reset_index(drop=True), history=past)


def days_of(register: Register) -> tuple[dt.date, dt.date] | None:
    """Return the first and the last day, up to today, by which a step is known; None without any.

    A month or a year counts by its last day.
    """
    _, ends = periods_of(register.history["date"])
    past = ends[ends <= np.datetime64(today())]
    return (past.min().item(), past.max().item()) if len(past) else None


def undated(register: Register) -> list[str]:
    """Return the ids of the projects without any dated step: nobody knows when they began."""
    dated = set(register.history.loc[register.history["date"] != "", "project"])
    return [id_ for id_ in register.projects["id"] if id_ not in dated]
