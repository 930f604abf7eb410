"""The ground: datums, spots, places, and the join of points to polygons."""
