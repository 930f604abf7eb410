"""The page as folium's and streamlit-folium's documentation has it: a marker a project."""

import folium
import streamlit as st
from streamlit_folium import st_folium

from geo.register.load import load_register
from geo.words.vocabulary import SECTORS

SCRIPTS = {
    "leaflet": "/benchmark/leaflet/dist/leaflet.js",
    "jquery": "/benchmark/jquery/dist/jquery.min.js",
}


class LocalMap(folium.Map):
    """A plain folium map whose scripts and styles come from this server, so it opens offline."""

    default_js = list(SCRIPTS.items())  # noqa: RUF012
    default_css = [("leaflet", "/benchmark/leaflet/dist/leaflet.css")]  # noqa: RUF012


projects = st.cache_resource(load_register)().projects
chosen = st.pills("Sector", SECTORS, selection_mode="multi", key="sector")
if chosen:
    projects = projects[projects["sector"].isin(chosen)]
map_ = LocalMap(location=(39.95, 116.45), zoom_start=9, tiles=None)
for project in projects.itertuples():
    folium.Marker((project.lat, project.lon), popup=project.name_en).add_to(map_)
st_folium(map_, key="map", width=900, height=640, returned_objects=["last_object_clicked"])
