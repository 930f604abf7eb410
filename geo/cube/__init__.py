"""Rows of any number, summed to a cube."""
