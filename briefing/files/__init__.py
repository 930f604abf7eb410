"""Files for other programs: tables, features, and the standalone page."""
