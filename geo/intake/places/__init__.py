"""Which place the words of a row mean."""
