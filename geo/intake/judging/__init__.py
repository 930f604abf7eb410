"""A row judged: its values, its parts, its twins, and what the register knows of it already."""
