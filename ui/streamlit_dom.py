"""Streamlit's page as Python names its parts: no other module of ours does."""


def keyed_style(key: str, rules: str) -> str:
    """Return a style of ours for the element that is drawn under a key; ``rules`` are CSS."""
    return f"<style>.st-key-{key} {{ {rules} }}</style>"
