"""Map layers: frames in, what the browser draws out. Knows folium; never Streamlit."""
