"""Who helps: the halls and windows that the data names, and who issued or runs the policies."""

import streamlit as st
from markupsafe import Markup

from geo.ask.answer import Answer
from geo.say.answer_words import service_lines
from geo.words.text import Text
from ui.parts.policies import source_links
from ui.store import Store


def draw_services(store: Store, answer: Answer, text: Text) -> None:
    """Draw the services of an answer, and the bodies behind its policies."""
    items = [
        Markup("<li><b>{}</b><p>{}</p><footer>{}</footer></li>").format(
            line.name, line.facts, source_links(store, line.sources, text)
        )
        for line in service_lines(store, answer, text)
    ]
    st.html(Markup('<ul class="policies">{}</ul>').format(Markup("").join(items)))
    st.caption(text("holds.services_source"))
    if answer.bodies:
        with st.expander(text("holds.bodies")):
            st.html(_bodies(answer, text))


def _bodies(answer: Answer, text: Text) -> Markup:
    lines = [
        Markup("<li>{}</li>").format(text("holds.body_count", body=body, count=count))
        for body, count in answer.bodies.items()
    ]
    return Markup("<ul>{}</ul>").format(Markup("").join(lines))
