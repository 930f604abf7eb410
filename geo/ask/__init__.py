"""The questions that a register answers."""
