"""Files as they come: their kinds, archives, encodings and shapes, and the raw table of each."""
