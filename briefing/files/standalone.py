"""The standalone file: the live map with its data and scripts inside, opened without a server."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Final

import jinja2
import pandas as pd
from markupsafe import Markup

from briefing.content import Briefing, make_briefing
from geo.ask.atlas import Atlas
from geo.ask.filters import Mask
from geo.ask.policies import REACHES
from geo.ask.search import ProjectText
from geo.ground.membership import PROJECT_PREFIX
from geo.ground.places import CITY, Hierarchy
from geo.ground.streets import read_streets
from geo.say.holding_words import holding_line
from geo.say.policy_words import PolicyLine
from geo.say.source_words import title_of
from geo.view.view import View
from geo.words.text import text_in
from geo.words.vocabulary import DISTRICT_METRICS, LANGUAGE_TAGS, LANGUAGES
from layers.assets import STATIC
from layers.bundle import static_text
from layers.catalogue import PLACES, browser_catalogue
from layers.choropleth import bounds_of
from layers.details import detail_columns, plain_column
from layers.footprints import footprint_collection
from layers.ground import ground_parts
from layers.map import OPENS_AT, script_json
from layers.outlines import outline_collections
from layers.projects import project_layer
from layers.wire import pack

STYLES: Final = ("leaflet.css", "map.css", "standalone.css")
SCRIPTS: Final = ("leaflet.js",)
MODULE: Final = "standalone.js"
WORDS: Final = ("field", "filter", "figure", "empty", "standalone")
"""What the file says beyond the words of the map, by section."""

POLICY_KINDS: Final = ("district", "cluster")
"""The places whose popup counts policies."""


def standalone_page(briefing: Briefing) -> bytes:
    """Return a briefing's map as one HTML file that asks nothing of any server.

    It holds the projects of the focus that pass the view's filters, in both languages, or on
    request all that pass, lists the policies of the focus, opens at the view's focus or extent, and
    can be searched and filtered by sector. Of the ground it carries the main part.
    """
    module = static_text(MODULE)
    styles = [static_text(name) for name in STYLES]
    scripts = [static_text(name) for name in SCRIPTS]
    page = _template().render(
        lang=LANGUAGE_TAGS[briefing.view.lang],
        title=briefing.title,
        policy=_content_policy([*scripts, module], styles),
        styles=[Markup(style) for style in styles],  # noqa: S704 (our own files)
        scripts=[Markup(script) for script in scripts],  # noqa: S704
        module=Markup(module),  # noqa: S704
        held=Markup(script_json(_held(briefing))),  # noqa: S704 (escaped for a script)
    )
    return page.encode()


@cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(STATIC / "standalone")
    return jinja2.Environment(loader=loader, autoescape=True).get_template("standalone.html")


def _content_policy(scripts: list[str], styles: list[str]) -> str:
    """Return the policy that lets just these scripts and styles in, and no request out."""
    allowed = {"script-src": scripts, "style-src": styles}
    rules = [f"{name} {' '.join(map(_hash, texts))}" for name, texts in allowed.items()]
    return "; ".join(["default-src 'none'", "base-uri 'none'", "img-src data:", *rules])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _held(briefing: Briefing) -> Mapping[str, object]:
    """Return all that the file holds, for its script."""
    atlas, view = briefing.atlas, briefing.view
    register = atlas.register
    projects = atlas.listed(_held_mask(briefing)).reset_index(drop=True)
    layer = project_layer(projects, register.places)
    cited = sorted(set(projects["sources"].explode().dropna()))
    return {
        "projects": base64.b64encode(layer.body).decode("ascii"),
        "details": _details(projects),
        "outlines": {
            **outline_collections(register.districts_coarse, register.zones),
            "footprints": footprint_collection(projects, register.project_shapes),
        },
        "ground": _ground() if briefing.has_ground else None,
        "words": browser_catalogue(*WORDS),
        "search": _search(projects, register.places),
        "spots": _spots(register.places),
        "schematic": [key for key in register.places.places if atlas.is_schematic(key)],
        "sources": {id_: _source(atlas, id_) for id_ in cited},
        "about": {lang: _about(briefing, lang) for lang in LANGUAGES},
        "opens": _opens(briefing),
        **_policies(atlas, view),
    }


def _held_mask(briefing: Briefing) -> Mask:
    """Tell which projects the file holds: those of the focus, or all that pass the filters."""
    return briefing.selection.mask if briefing.options.whole else briefing.focus.mask


def _ground() -> str:
    """Return the main part of the ground, packed; the other streets would double the file."""
    return pack(ground_parts(read_streets())["main"].body)


def _search(projects: pd.DataFrame, places: Hierarchy) -> str:
    """Return what a search reads, packed: the names of places stand in it again and again."""
    document = ProjectText(projects, places).to_document()
    return pack(json.dumps(document, ensure_ascii=False).encode())


def _details(projects: pd.DataFrame) -> Mapping[str, object]:
    names = (*detail_columns(*PLACES), "sources")
    return {name: plain_column(projects[name]) for name in names}


def _spots(places: Hierarchy) -> Mapping[str, object]:
    """Return where places lie that have an anchor, with its error in metres."""
    return {
        key: {"lng": place.anchor[0], "lat": place.anchor[1], "radius": place.radius_m}
        for key, place in places.places.items()
        if place.anchor is not None
    }


def _policies(atlas: Atlas, view: View) -> Mapping[str, object]:
    """Return the view's policies in force, and by place the positions of those that hold there."""
    asked = atlas.policies.choose(view.sector, view.factor)
    chosen = atlas.policies.rows(asked & ~atlas.policies.over)
    scopes = atlas.scopes[atlas.scopes["policy"].isin(chosen.index)]
    position = scopes["policy"].map(chosen.index.get_loc)
    held = position.groupby([scopes["place"], scopes["relation"]]).apply(list).to_dict()
    places = [place.key for kind in POLICY_KINDS for place in atlas.register.places.of_kind(kind)]
    return {
        "reaches": REACHES,
        "policies": [
            {"sectors": row.sectors, "landed": row.status == "landed", "reach": row.reach}
            for row in chosen.itertuples()
        ],
        "scopes": {
            key: {relation: held.get((key, relation), []) for relation in ("whole", "part")}
            for key in places
        },
    }


def _source(atlas: Atlas, id_: str) -> Mapping[str, object]:
    source = atlas.sources[id_]
    return {
        "title": {lang: title_of(source, text_in(lang)) for lang in LANGUAGES},
        "publisher": source.publisher,
        "date": source.date,
        "url": str(source.url or ""),
    }


def _about(briefing: Briefing, lang: str) -> Mapping[str, object]:
    """Return title, filter and notes in a language; what the maker wrote stays as it is."""
    said = briefing
    if lang != briefing.view.lang:
        view = replace(briefing.view, lang=lang)
        said = make_briefing(briefing.atlas, view, briefing.options)
    focus = said.focus
    lines = (
        briefing.options.note,
        holding_line(focus.name, focus.holding, said.text),
        *said.map_notes,
        said.text("standalone.held"),
        *_left_out(said),
        said.made_on,
    )
    return {
        "title": said.title,
        "subtitle": said.filters,
        "lines": [line for line in lines if line],
        "policies": [_policy(briefing.atlas, policy, lang) for policy in focus.policies],
    }


def _left_out(briefing: Briefing) -> list[str]:
    """Say what the file leaves out: projects that pass the filters, and cells, if any."""
    count = int((briefing.selection.mask & ~_held_mask(briefing)).sum())
    place, text = briefing.focus.name, briefing.text
    said = [text("standalone.of_focus", place=place, count=count)] if count else []
    return [*said, *([text("standalone.no_cells")] if briefing.cells else [])]


def _policy(atlas: Atlas, policy: PolicyLine, lang: str) -> Mapping[str, object]:
    """Return a policy as sources are listed: title, kind and status, day and address."""
    urls = (str(atlas.sources[id_].url or "") for id_ in policy.sources)
    return {
        "title": {lang: policy.title},
        "publisher": f"{policy.kind} · {policy.status}",
        "date": policy.date,
        "url": next(filter(None, urls), ""),
    }


def _opens(briefing: Briefing) -> Mapping[str, object]:
    """Return how the file looks when it is opened; a project that it does not hold is no focus."""
    view, atlas = briefing.view, briefing.atlas
    focus = view.focus
    if (
        focus.startswith(PROJECT_PREFIX)
        and not (_held_mask(briefing) & atlas.membership.mask(focus)).any()
    ):
        focus = CITY
    return {
        "lang": view.lang,
        "focus": focus,
        "centre": OPENS_AT,
        "extent": view.extent,
        "metric": view.metric if view.metric in DISTRICT_METRICS else "none",
        "bounds": bounds_of(atlas.whole_per_district[view.metric]),
        "colour": view.colour,
        "approval": briefing.options.approval_number,
    }
