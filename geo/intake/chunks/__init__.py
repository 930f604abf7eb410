"""Files of any size: read, judged and joined a chunk at a time."""
