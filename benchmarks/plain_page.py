"""The page as folium's documentation has it: a marker with popup and tooltip a project."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.register import load_register
from geo.vocabulary import SECTORS

PACKAGES = "/benchmark"
SCRIPTS = {
    "leaflet": f"{PACKAGES}/leaflet/dist/leaflet.js",
    "jquery": f"{PACKAGES}/jquery/dist/jquery.min.js",
}


class LocalMap(folium.Map):
    """A plain folium map whose Leaflet comes from this server, so that it opens offline."""

    default_js = list(SCRIPTS.items())  # noqa: RUF012
    default_css = [("leaflet", f"{PACKAGES}/leaflet/dist/leaflet.css")]  # noqa: RUF012


register = st.cache_resource(load_register)()
chosen = st.pills("Sector", SECTORS, selection_mode="multi", key="sector")
projects = register.projects
if chosen:
    projects = projects[projects["sector"].isin(chosen)]
map_ = LocalMap(location=(39.95, 116.45), zoom_start=9, tiles=None)
for project in projects.itertuples():
    folium.Marker(
        (project.lat, project.lon),
        popup=folium.Popup(f"{project.name_en}<br>{project.status}"),
        tooltip=project.name_en,
    ).add_to(map_)
st_folium(map_, key="map", width=900, height=640, returned_objects=[])
