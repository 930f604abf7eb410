"""Where a row says that it lies: angles, pairs, shapes, and the datum that is proposed."""
