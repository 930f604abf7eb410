"""OGC API Features, Part 1: the register for other programs, such as QGIS and ArcGIS."""
