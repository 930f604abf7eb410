"""The numbers in the popup of a district or cluster, as text that the browser only lays out."""

from geo.ask.holding import Holding
from geo.ask.summary import Summary
from geo.ground.places import Place
from geo.say.holding_words import slashed
from geo.words.text import Text


def place_popup(
    place: Place, summary: Summary, holding: Holding, text: Text, *, schematic: bool
) -> dict[str, object]:
    """Return title, note, ``[label, value]`` lines and ``[sector, count]`` bars of a place."""
    policies = holding.count
    lines = [
        (text("popup.projects"), str(summary.projects)),
        (text("popup.investment"), text.investment(summary.disclosed)),
        (text("popup.policies_landed"), str(policies.landed)),
        (text("popup.policies_in_progress"), str(policies.in_progress)),
        (text("popup.policies_reaches"), slashed(holding.reaches)),
        (text("popup.policies_part"), str(len(holding.part))),
    ]
    ranked = sorted(summary.sectors.items(), key=lambda item: -item[1])
    bars = [(text(f"sector.{sector}"), count) for sector, count in ranked if count]
    return {
        "title": place.name(text.lang),
        "note": text("map.schematic") if schematic else "",
        "lines": lines,
        "bars": bars,
    }
