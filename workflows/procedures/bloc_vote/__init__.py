"""The comparative vote of a bloc on the nominations that wait for it."""
