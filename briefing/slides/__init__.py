"""Slides, written by python-pptx."""
