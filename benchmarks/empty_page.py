"""The least page with a map: nothing but an empty ``st_folium`` on the same scripts."""

from streamlit_folium import st_folium

from layers.map import OfflineMap

st_folium(OfflineMap(location=(39.95, 116.45), tiles=None), key="map", returned_objects=[])
