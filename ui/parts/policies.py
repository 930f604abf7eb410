"""Policies as a list: landed first, what changed, for whom, and where it is written."""

import pandas as pd
import streamlit as st
from markupsafe import Markup

from geo.ask.policies import PolicyCount
from geo.say.policy_words import PolicyLine, policy_lines
from geo.say.source_words import cite
from geo.words.text import Text
from ui.parts.markup import link
from ui.state import close_policy
from ui.store import Store

LISTED = 4
ALL = "all_policies"


def draw_policies(store: Store, policies: pd.DataFrame, count: PolicyCount, text: Text) -> None:
    """Draw the policies that hold here, a few at first and all on demand."""
    st.markdown(f"**{text('panel.policies', count=count.total)}**")
    if policies.empty:
        st.caption(text("panel.no_policies"))
        return
    summary = text("panel.policies_summary", landed=count.landed, in_progress=count.in_progress)
    st.caption(summary)
    shown = policies if st.session_state.get(ALL) else policies.head(LISTED)
    st.html(policy_list(store, shown, text))
    if len(policies) > LISTED:
        st.toggle(text("panel.policies_more"), key=ALL)


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
    links = [link(cite(source), source.url) for source in map(store.sources.__getitem__, sources)]
    return Markup("{} {}").format(text("panel.sources_of"), Markup("; ").join(links))
