"""Policies as a list: usable ones first, what changed, for whom, and where it is written."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ask.holding import Holding
from geo.once import once_for_owner
from geo.say.clause_words import ClauseLine, clause_lines, listed_measures
from geo.say.holding_words import widely
from geo.say.policy_words import policy_line
from geo.say.source_words import cite
from geo.words.text import Text
from ui.parts.markup import link
from ui.state import close_policy
from ui.store import Store

LISTED = {"all_policies": 4, "holds_all": 6}
"""How many policies are drawn before all are asked for, by the toggle that asks."""


def draw_policies(
    store: Store, holding: Holding, text: Text, *, note: str = "", toggle: str = "all_policies"
) -> None:
    """Draw the policies that hold here, a few at first and all on demand.

    ``note`` says for whom they are; ``toggle`` is the key of what asks for all.
    """
    count = holding.count
    st.markdown(f"**{text('panel.policies', count=count.total)}**")
    if note:
        st.caption(note)
    if holding.whole.empty:
        st.caption(text("panel.no_policies"))
    else:
        summary = text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress)
        st.caption(summary)
        _draw_listed(store, holding.matchable, text, toggle)
    if lines := widely(holding, text):
        st.caption("  \n".join(lines))
    background = holding.whole[holding.whole["use"] == "background"]
    _draw_folded(store, background, text, "policies.background")
    _draw_folded(store, holding.over, text, "policies.over_list")
    said = (text("policies.no_end", date=text.date(store.data_as_of)), text("match.platform"))
    st.caption("  \n".join(said))


def _draw_listed(store: Store, policies: pd.DataFrame, text: Text, toggle: str) -> None:
    first = LISTED[toggle]
    listed = policies.index if st.session_state.get(toggle) else policies.index[:first]
    st.html(policy_list(store, listed, text))
    if len(policies) > first:
        st.toggle(text("panel.policies_more"), key=toggle)


def _draw_folded(store: Store, policies: pd.DataFrame, text: Text, word: str) -> None:
    """Draw policies, if any, under a head that counts them and opens on a press."""
    if len(policies):
        with st.expander(text(word, count=len(policies))):
            st.html(policy_list(store, policies.index, text))


def draw_open_policy(store: Store, policy: str, text: Text) -> None:
    """Draw the one policy that was asked for, with the way to close it."""
    with st.container(border=True, key="open-policy"):
        st.html(policy_list(store, [policy], text))
        st.button(
            text("policies.close"), key="close-policy", type="tertiary", on_click=close_policy
        )


def policy_list(store: Store, policies: Iterable[str], text: Text) -> Markup:
    """Return policies, given by their ids, as an HTML list."""
    items = [_item(store, id_, text) for id_ in policies]
    return Markup('<ul class="policies">{}</ul>').format(Markup("").join(items))


@once_for_owner
def _item(store: Store, id_: str, text: Text) -> Markup:
    row = store.register.rows["policies"][id_]
    policy, measures = policy_line(row, text), listed_measures(store.register, row, text)
    change = Markup('<p class="change">{}</p>').format(policy.change) if policy.change else ""
    decides = text("policies.labelled", label=text("policies.body"), value=policy.body)
    body = Markup("<p>{}</p>").format(decides) if policy.body else ""
    sources = source_links(store, policy.sources, text)
    clauses = _clauses(store, policy.id, measures, text)
    return Markup("<li><b>{}</b><p>{}</p>{}{}{}<footer>{}</footer></li>").format(
        policy.title, policy.facts, change, clauses, body, sources
    )


def _clauses(store: Store, policy: str, measures: str, text: Text) -> Markup:
    """Return the measures of a policy, folded under how many are listed, or that none is."""
    lines = clause_lines(store.register, policy, text)
    if not lines:
        return Markup("<p>{}</p>").format(measures) if measures else Markup("")
    items = Markup("").join(map(_clause, lines))
    return Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(measures, items)


def _clause(line: ClauseLine) -> Markup:
    said = (line.figures, line.note, line.beside, line.source)
    parts = Markup("").join(Markup("<p>{}</p>").format(part) for part in said if part)
    return Markup("<li>{}{}</li>").format(line.title, parts)


def source_links(store: Store, sources: tuple[str, ...], text: Text) -> Markup:
    """Return the sources of a record as links, or as titles where there is no address."""
    cited = map(store.sources.__getitem__, sources)
    links = [link(cite(source, text), source.url) for source in cited]
    return Markup("{} {}").format(text("panel.sources_of"), Markup("; ").join(links))
