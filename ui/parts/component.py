"""Elements of the page that are scripts of ours, fetched from our own address."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import streamlit as st

from layers.assets import relative_address, static_url
from layers.bundle import static_text

Draw: TypeAlias = Callable[..., object]
"""Draws an element: ``key``, ``data`` for its script, ``on_<trigger>_change`` for what it tells."""


def script_component(
    name: str, host: str, *, styled: bool = False, isolate_styles: bool = True
) -> Draw:
    """Return the element that ``<name>.js`` draws into a division of the class ``host``.

    Streamlit sends an element's script with every rerun and runs it from a blob, where relative
    imports do not resolve. So it is sent a short loader, which imports the script by the address
    in the data, again where it did not come. ``styled`` elements have a style sheet ``<name>.css``.
    Script and style have a line before them: one line alone would be a path to Streamlit.
    """
    mounted = st.components.v2.component(
        name,
        html=f'<div class="{host}"></div>',
        css=f'@charset "utf-8";\n@import url("{_address(f"{name}.css")}");' if styled else None,
        js=f'"use strict";\n{static_text("loader.js")}',
        isolate_styles=isolate_styles,
    )

    def draw(*, key: str, data: Mapping[str, object], **on_change: Any) -> object:  # noqa: ANN401
        return mounted(key=key, data={"script": _address(f"{name}.js"), **data}, **on_change)

    return draw


def _address(name: str) -> str:
    """Return the address of a static file as a page names it."""
    return relative_address(static_url(name))
