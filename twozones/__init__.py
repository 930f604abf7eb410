"""The command ``twozones``: the page and every command of the project under one name."""
