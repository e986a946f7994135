"""The year of a bloc as its members and the Central Board read it."""
