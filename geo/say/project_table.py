"""Projects as a table to read: one row a project, words in the reader's language."""

import pandas as pd

from geo.ground.places import Hierarchy
from geo.register.records import given
from geo.words.text import Text


def project_table(
    projects: pd.DataFrame, places: Hierarchy, sources: pd.DataFrame, text: Text
) -> pd.DataFrame:
    """Return joined projects as they are exported, headings and words in the text's language.

    Parameters
    ----------
    projects
        Joined projects; their order is kept.
    places
        The hierarchy, for the names of places.
    sources
        Indexed by id, for their titles and addresses.

    Returns
    -------
    One row a project. Coordinates are WGS-84 degrees with their error in metres, money is in 亿元
    in both languages; where nothing is known a cell is empty.
    """
    columns = {
        "listing.id": projects["id"],
        "table.name": projects[f"name_{text.lang}"],
        "table.sector": _worded(projects["sector"], "sector", text),
        "listing.industry": projects[f"industry_{text.lang}"],
        "listing.kind": _worded(projects["kind"], "kind", text),
        "table.status": _worded(projects["status"], "status", text),
        "table.date": projects["date"],
        "listing.cluster": _named(projects["cluster"], "cluster:", places, text),
        "listing.district": _named(projects["district"], "district:", places, text),
        "listing.place": _named(projects["place"], "place:", places, text),
        "listing.location": projects[f"location_{text.lang}"],
        "listing.lon": projects["lon"],
        "listing.lat": projects["lat"],
        "listing.radius": projects["radius_m"],
        "listing.investment": projects["investment_yi_cny"],
        "listing.aggregate": projects["aggregate"].map({True: text("listing.yes"), False: ""}),
        "listing.origin": _worded(projects["origin"], "origin", text),
        "listing.programme": _worded(projects["programme"], "programme", text),
        "listing.confidence": _worded(projects["confidence"], "confidence", text),
        "listing.note": projects[f"note_{text.lang}"],
        "listing.sources": projects["sources"].map(lambda ids: _cited(ids, sources)),
    }
    return pd.DataFrame({text(word): column for word, column in columns.items()})


def _worded(column: pd.Series, section: str, text: Text) -> pd.Series:
    return column.map(lambda value: text(f"{section}.{value}") if given(value) else "")


def _named(column: pd.Series, prefix: str, places: Hierarchy, text: Text) -> pd.Series:
    return column.map(
        lambda id_: places[f"{prefix}{id_}"].name(text.lang) if given(id_) else "",
    )


def _cited(ids: tuple[str, ...], sources: pd.DataFrame) -> str:
    """Return titles and addresses of sources."""
    cited = sources.loc[list(ids), ["title", "url"]].fillna("").astype(str)
    return "; ".join(" ".join(part for part in row if part) for row in cited.to_numpy().tolist())
