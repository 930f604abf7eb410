"""Which column of a file holds which field, by its words or as somebody said."""
