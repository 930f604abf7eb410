"""What policies say to someone's answers: four lists, each with its reasons."""

import streamlit as st
from markupsafe import Markup

from geo.ask.here import Here
from geo.ask.holding import Holding
from geo.ask.match import VERDICTS
from geo.say.match_words import MatchLine, match_lines
from geo.say.policy_words import policy_line
from geo.view.profile import Profile
from geo.words.text import Text
from ui.parts.policies import source_links
from ui.store import Store


def draw_matches(store: Store, holding: Holding, here: Here, profile: Profile, text: Text) -> None:
    """Draw the answer to each policy that holds here and that a company can use."""
    lines = match_lines(store, holding, here, profile, text)
    for verdict in VERDICTS:
        found = [line for line in lines if line.verdict == verdict]
        if found:
            _draw_group(store, verdict, found, text)


def _draw_group(store: Store, verdict: str, lines: list[MatchLine], text: Text) -> None:
    """Draw the policies of one answer; the first kind is open, the others open on a press."""
    head = text("match.group", verdict=text(f"match.{verdict}"), count=len(lines))
    with st.expander(head, expanded=verdict == VERDICTS[0]):
        st.caption(text(f"match.explain_{verdict}"))
        items = Markup("").join(_item(store, line, text) for line in lines)
        st.html(Markup('<ul class="policies">{}</ul>').format(items))


def _item(store: Store, line: MatchLine, text: Text) -> Markup:
    policy = policy_line(store.register.rows["policies"][line.policy], text)
    reasons = Markup("").join(Markup("<p>{}</p>").format(reason) for reason in line.reasons)
    return Markup("<li><b>{}</b><p>{}</p>{}{}<footer>{}</footer></li>").format(
        policy.title,
        policy.facts,
        reasons,
        _tiers(line, text),
        source_links(store, policy.sources, text),
    )


def _tiers(line: MatchLine, text: Text) -> Markup:
    """Return the parts of a policy with what the answers come to in each, folded."""
    if not line.tiers:
        return Markup("")
    items = Markup("").join(Markup("<li>{}</li>").format(tier) for tier in line.tiers)
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
        text("match.tiers", count=len(line.tiers)), items
    )
