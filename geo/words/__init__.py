"""The words of the project in both languages, and every closed list of them."""
