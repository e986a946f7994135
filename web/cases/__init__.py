"""Nominations: the list, a new one, and the page of one with its diagrams and time line."""
