"""A register in a real PostGIS."""
