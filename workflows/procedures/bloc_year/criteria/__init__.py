"""The criteria of a bloc's year: proposed by its table, drafted by its head, commented point by point, in versions."""
