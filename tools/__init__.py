"""Build the files in data/ that are not written by hand."""
