"""Tests: unit (geo, layers), pages (AppTest) and the real map in a browser."""
