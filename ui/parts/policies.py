"""Policies as a list: landed first, what changed, for whom, and where it is written."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ask.holding import Holding
from geo.say.holding_words import widely
from geo.say.policy_words import PolicyLine, policy_lines
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
    policies, count = holding.whole, holding.count
    st.markdown(f"**{text('panel.policies', count=count.total)}**")
    if note:
        st.caption(note)
    if policies.empty:
        st.caption(text("panel.no_policies"))
    else:
        summary = text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress)
        st.caption(summary)
        _draw_listed(store, policies, text, toggle)
    if lines := widely(holding, text):
        st.caption("  \n".join(lines))


def _draw_listed(store: Store, policies: pd.DataFrame, text: Text, toggle: str) -> None:
    first = LISTED[toggle]
    listed = policies if st.session_state.get(toggle) else policies.head(first)
    st.html(policy_list(store, listed, text))
    if len(policies) > first:
        st.toggle(text("panel.policies_more"), key=toggle)


def draw_open_policy(store: Store, policy: str, text: Text) -> None:
    """Draw the one policy that was asked for, with the way to close it."""
    with st.container(border=True, key="open-policy"):
        st.html(policy_list(store, store.register.policies.loc[[policy]], text))
        st.button(
            text("policies.close"), key="close-policy", type="tertiary", on_click=close_policy
        )


def policy_list(store: Store, policies: pd.DataFrame, text: Text) -> Markup:
    """Return policies as an HTML list."""
    items = [_item(store, policy, text) for policy in policy_lines(policies, text)]
    return Markup('<ul class="policies">{}</ul>').format(Markup("").join(items))


def _item(store: Store, policy: PolicyLine, text: Text) -> Markup:
    change = Markup('<p class="change">{}</p>').format(policy.change) if policy.change else ""
    return Markup("<li><b>{}</b><p>{}</p>{}<footer>{}</footer></li>").format(
        policy.title, policy.facts, change, source_links(store, policy.sources, text)
    )


def source_links(store: Store, sources: tuple[str, ...], text: Text) -> Markup:
    """Return the sources of a record as links, or as titles where there is no address."""
    cited = map(store.sources.__getitem__, sources)
    links = [link(cite(source, text), source.url) for source in cited]
    return Markup("{} {}").format(text("panel.sources_of"), Markup("; ").join(links))
