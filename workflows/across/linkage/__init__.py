"""Which cases belong together: a nomination, what was complained of it, and the sessions and votes that decided it."""
