"""Deciding many tasks at once: one set of answers, a check of each, a moment to undo, and a result for each."""
