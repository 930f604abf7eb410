"""Geodata of the Two Zones programme: read, validated, joined to places, filtered and summed.

This package is pure: it knows neither folium nor Streamlit. Coordinates are WGS-84 degrees unless a
name says otherwise.
"""
