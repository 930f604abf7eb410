"""The tabs below the map, one module each."""
