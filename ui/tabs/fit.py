"""Where would my project fit: the clusters ranked, each score with its parts and their rows."""

import streamlit as st
from markupsafe import Markup

from geo.ask.fit import Evidence, Fit
from geo.register.fields import FIELD
from geo.say.project_words import ProjectWords
from geo.view.view import View
from geo.view.weights import HEAVIEST, PARTS, Weights
from geo.words.numerals import fixed
from geo.words.text import Text
from ui.parts.mark import draw_mark
from ui.parts.markup import plain
from ui.parts.policies import policy_list
from ui.parts.project_button import draw_project_button
from ui.state import set_focus, set_metric, set_weights
from ui.store import Store

WEIGHT = "weight_"
CHOSEN = "fit_cluster"
LISTED = 12


def draw_fit(store: Store, view: View, text: Text) -> None:
    """Draw the formula, the weights, the ranking and the rows behind it."""
    st.markdown(f"**{text('fit.title')}**")
    _draw_weights(view, text)
    st.html(_formula(view, text))
    if not view.weights.total:
        st.warning(text("fit.no_weight"))
        return
    ranking = store.rank_clusters(view.sector, view.factor, view.weights)
    st.html(_table(store, ranking, view.weights, text))
    st.toggle(text("fit.show"), value=view.metric == "fit", key="fit_map", on_change=_show_on_map)
    _draw_evidence(store, view, ranking, text)


def _draw_weights(view: View, text: Text) -> None:
    for part, column in zip(PARTS, st.columns(len(PARTS)), strict=True):
        st.session_state[WEIGHT + part] = getattr(view.weights, part)
        with column:
            st.slider(
                text("fit.weight", part=text(f"fit.{part}")),
                0,
                HEAVIEST,
                key=WEIGHT + part,
                on_change=_take_weights,
            )


def _take_weights() -> None:
    """Take the weights from their sliders; a widget's callback."""
    state = st.session_state
    set_weights(Weights(**{part: state[WEIGHT + part] for part in PARTS}))


def _show_on_map() -> None:
    """Show the ranking on the map, or the projects again; a widget's callback."""
    set_metric("fit" if st.session_state["fit_map"] else "projects")


def _formula(view: View, text: Text) -> Markup:
    """Return the formula, and which sector and factors it is asked for."""
    sectors = ", ".join(text(f"sector.{s}") for s in view.sector) or text("fit.all_sectors")
    factors = ", ".join(text(f"factor.{f}") for f in view.factor) or text("fit.no_factors")
    asked = f"{text('fit.sectors', sectors=sectors)} · {text('fit.factors', factors=factors)}"
    parts = Markup("").join(Markup("<li>{}</li>").format(text(f"fit.formula_{p}")) for p in PARTS)
    return Markup(
        '<div class="formula"><p><b>{}</b></p><p>{}</p><ul>{}</ul><p>{}</p></div>'
    ).format(asked, text("fit.formula"), parts, text("fit.formula_note"))


def _table(store: Store, ranking: list[Fit], weights: Weights, text: Text) -> Markup:
    heads = [text(f"fit.{name}") for name in ("rank", "cluster", "score", *PARTS)]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(name) for name in heads)
    rows = Markup("").join(_row(store, fit, ranking, weights, text) for fit in ranking)
    return Markup(
        '<div class="scroll"><table class="plain"><caption>{}</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>"
    ).format(text("fit.caption"), head, rows)


def _row(store: Store, fit: Fit, ranking: list[Fit], weights: Weights, text: Text) -> Markup:
    """Return a cluster's row: every part with its weight, and the counts it comes from."""
    name = store.register.places[f"cluster:{fit.cluster}"].name(text.lang)
    cells = Markup("").join(
        Markup("<td>{} <small>{}</small></td>").format(
            text("fit.part", value=fixed(fit.parts[part], 2), weight=getattr(weights, part)),
            _count(part, fit, ranking, text),
        )
        for part in PARTS
    )
    bar = Markup('<i class="bar" style="width:{:.0f}px"></i>').format(fit.score / 2)
    return Markup('<tr><td>{}</td><th scope="row">{}</th><td><b>{}</b> {}</td>{}</tr>').format(
        fit.rank, name, fixed(fit.score, 1), bar, cells
    )


def _count(part: str, fit: Fit, ranking: list[Fit], text: Text) -> str:
    """Return the counts that a part is worked out from."""
    if part == "foreign":
        known = fit.evidence.known_origins
        share = text("fit.share", count=fit.evidence.foreign, known=known)
        return share if known else text("fit.share_none")
    most = max(other.evidence.count(part) for other in ranking)
    count = text("fit.count", count=fit.evidence.count(part), most=most)
    if part != "policies":
        return count
    local, partly = fit.evidence.local, len(fit.evidence.partly)
    return f"{count} · {text('fit.local', local=local, partly=partly)}"


def _draw_evidence(store: Store, view: View, ranking: list[Fit], text: Text) -> None:
    """Draw the rows behind the score of one cluster, at first the best."""
    by_cluster = {fit.cluster: fit for fit in ranking}
    names = {id_: store.register.places[f"cluster:{id_}"].name(text.lang) for id_ in by_cluster}
    chosen = st.segmented_control(
        text("fit.behind"),
        list(by_cluster),
        key=CHOSEN,
        default=ranking[0].cluster,
        required=True,
        format_func=lambda id_: f"{by_cluster[id_].rank} {plain(names[id_])}",
    )
    fit = by_cluster[chosen]
    st.caption(plain(_sum(fit, view.weights, text)))
    with st.container(horizontal=True, gap="small"):
        key = f"cluster:{fit.cluster}"
        st.button(text("shortlist.open"), key=f"fit-go-{chosen}", on_click=set_focus, args=(key,))
        draw_mark(view.shortlist, key, text, where="fit")
    policies, peers = st.columns([1.6, 1], gap="medium")
    with policies:
        _draw_behind(store, fit.evidence, text)
    with peers:
        _draw_peers(fit, ProjectWords(store.register, text), text)


def _draw_behind(store: Store, evidence: Evidence, text: Text) -> None:
    """Draw the policies that are counted, and apart from them those that hold in a part only."""
    usable, partly = evidence.policies, evidence.partly
    st.markdown(f"**{text('fit.behind_policies', count=len(usable))}**")
    if not evidence.local:
        st.caption(text("fit.no_local"))
    st.html(policy_list(store, usable.index, text))
    if len(partly):
        with st.expander(text("fit.behind_partly", count=len(partly))):
            st.html(policy_list(store, partly.index, text))


def _sum(fit: Fit, weights: Weights, text: Text) -> str:
    """Return the sum that gives the score, with the numbers of a cluster."""
    terms = [(fit.parts[part], getattr(weights, part)) for part in PARTS]
    return text(
        "fit.behind_sum",
        parts=" + ".join(f"{fixed(part, 3)} × {weight}" for part, weight in terms),
        sum=fixed(sum(part * weight for part, weight in terms), 3),
        weights=weights.total,
        score=fixed(fit.score, 1),
    )


def _draw_peers(fit: Fit, words: ProjectWords, text: Text) -> None:
    peers = fit.evidence.peers
    st.markdown(f"**{text('fit.behind_peers', count=len(peers))}**")
    if fit.evidence.aggregates:
        st.caption(text("fit.behind_aggregates", count=fit.evidence.aggregates))
    with st.container(gap=None, key="peers"):
        for peer in peers.head(LISTED).itertuples():
            draw_project_button(peer, text, "peer", words.say(FIELD["origin"], peer))
    if len(peers) > LISTED:
        st.caption(text("fit.behind_more", count=len(peers) - LISTED))
