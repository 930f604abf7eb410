"""The least page with a map: nothing but an empty ``st_folium`` on the same scripts."""

import folium
from streamlit_folium import st_folium

from layers.map import OfflineMap


class EmptyMap(folium.Map):
    """A folium map that asks for the same files as ours."""

    default_js = OfflineMap.default_js
    default_css = OfflineMap.default_css


st_folium(EmptyMap(location=(39.95, 116.45), tiles=None), key="map", returned_objects=[])
