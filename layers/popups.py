"""The numbers in the popup of a district or cluster, as text that the browser only lays out."""

from geo.ask.policies import PolicyCount
from geo.ask.summary import Summary
from geo.ground.places import Place
from geo.words.text import Text


def place_popup(
    place: Place, summary: Summary, policies: PolicyCount, text: Text, *, schematic: bool
) -> dict[str, object]:
    """Return title, note, ``[label, value]`` lines and ``[sector, count]`` bars of a place."""
    lines = [
        (text("popup.projects"), str(summary.projects)),
        (text("popup.investment"), text.investment(summary.disclosed)),
        (text("popup.policies_landed"), str(policies.landed)),
        (text("popup.policies_in_progress"), str(policies.in_progress)),
    ]
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    bars = [(text(f"sector.{sector}"), count) for sector, count in ranked if count]
    return {
        "title": place.name(text.lang),
        "note": text("map.schematic") if schematic else "",
        "lines": lines,
        "bars": bars,
    }
