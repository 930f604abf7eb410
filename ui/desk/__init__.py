"""The desk: where editors change records of the register and publishers decide."""
