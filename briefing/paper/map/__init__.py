"""The map on paper: its frame, what is drawn in it and named, and what stands beside it."""
