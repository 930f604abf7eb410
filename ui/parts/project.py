"""One project: all that is known of it, how well, and from where."""

import streamlit as st
from markupsafe import Markup

from geo.ground.places import Hierarchy
from geo.region import REGION
from geo.register.fields import FIELD
from geo.register.load import row_at
from geo.register.records import Row
from geo.say.answer_words import sectors_note
from geo.say.certainty_words import certainty_of
from geo.say.project_words import ProjectWords, shown_in
from geo.view.view import View
from geo.words.text import Text
from ui.parts.markup import plain
from ui.parts.policies import draw_policies, source_links
from ui.state import set_focus
from ui.store import Store

ROW = Markup("<dt>{}</dt><dd>{}</dd>")


def draw_project(store: Store, view: View, position: int, text: Text) -> None:
    """Draw the project at a row of the register."""
    project = row_at(store.register.projects, position)
    words = ProjectWords(store.register, text)
    st.html(_head(project, words, text))
    st.html(_facts(project, words, store.register.places, text))
    _draw_belongings(store, project, text)
    st.html(_history(store, project, text))
    here = store.here.of_focus(view.focus)
    note = sectors_note(store.sectors_asked(here, view), text)
    draw_policies(store, store.holding(view), text, note=note)


def _head(project: Row, words: ProjectWords, text: Text) -> Markup:
    badges = [words.say(FIELD[name], project) for name in ("sector", "kind", "programme")]
    if not REGION.programme.has_begun(project.date):
        badges.append(text("panel.before_programme"))
    return Markup(
        '<div class="panel-head"><h2>{}</h2><p>{}</p><p><strong>{}</strong></p></div>'
    ).format(text.of(project, "name"), " · ".join(badges), words.status(project))


def _facts(project: Row, words: ProjectWords, places: Hierarchy, text: Text) -> Markup:
    """Return the known fields as a list of terms, and sentences on precision and conflicts."""
    facts = words.facts(project, shown_in("panel"))
    listed = Markup("").join(ROW.format(fact.label, fact.value) for fact in facts)
    notes = Markup("").join(
        Markup("<p>{}</p>").format(sentence) for sentence in certainty_of(project, places, text)
    )
    return Markup('<dl class="facts">{}</dl><div class="precision">{}</div>').format(listed, notes)


def _draw_belongings(store: Store, project: Row, text: Text) -> None:
    """Draw the way from a member to its aggregate, and from an aggregate to its members."""
    projects = store.register.projects
    if isinstance(project.part_of, str):
        whole = projects.iloc[store.membership.position(project.part_of) or 0]
        name = text("panel.part_of", name=whole[f"name_{text.lang}"])
        _draw_jump(whole["id"], name)
    members = projects[projects["part_of"] == project.id]
    if len(members):
        with st.expander(text("panel.members", count=len(members))):
            for member in members.itertuples():
                _draw_jump(member.id, text.of(member, "name"))


def _draw_jump(project_id: str, name: str) -> None:
    focus = f"project:{project_id}"
    st.button(
        plain(name), key=f"jump-{project_id}", type="tertiary", on_click=set_focus, args=(focus,)
    )


def _history(store: Store, project: Row, text: Text) -> Markup:
    """Return the project's dated steps, oldest first, each with its source."""
    history = store.register.history
    steps = history[history["project"] == project.id]
    items = [
        Markup("<li><b>{}</b> {} {}<footer>{}</footer></li>").format(
            text.date(step.date),
            text(f"status.{step.status}"),
            text.of(step, "note"),
            source_links(store, (step.source,), text),
        )
        for step in steps.itertuples()
    ]
    others = tuple(id_ for id_ in project.sources if id_ not in set(steps["source"]))
    return Markup('<h3>{}</h3><ol class="history">{}</ol><p class="sources">{}</p>').format(
        text("panel.history"),
        Markup("").join(items),
        source_links(store, others, text) if others else "",
    )
