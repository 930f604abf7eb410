"""The real map in a real browser, with no network but the server."""
