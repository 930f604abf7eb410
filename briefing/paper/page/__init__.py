"""A page of paper: fonts, lines, boxes, lists and pictures on it, and a tagged PDF of pages."""
