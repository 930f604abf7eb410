"""The page as Streamlit's documentation has it for many points: a pydeck scatter plot."""

import pydeck
import streamlit as st

from geo.register.load import load_register
from geo.words.vocabulary import SECTORS

columns = ["lon", "lat", "name_en", "sector"]
projects = st.cache_resource(load_register)().projects[columns]
chosen = st.pills("Sector", SECTORS, selection_mode="multi", key="sector")
if chosen:
    projects = projects[projects["sector"].isin(chosen)]
layer = pydeck.Layer(
    "ScatterplotLayer",
    projects,
    get_position=["lon", "lat"],
    get_radius=200,
    radius_min_pixels=2,
    pickable=True,
)
view = pydeck.ViewState(longitude=116.45, latitude=39.95, zoom=9)
st.pydeck_chart(pydeck.Deck(layers=[layer], initial_view_state=view, map_style=None), height=640)
