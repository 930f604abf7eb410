"""The Streamlit page: panels, filters and the map between them."""
