"""A register that several people keep: changes, proposals, history, and the shelves they lie on."""
