"""Submission letters for many: a list read from a table, checked entry by entry, and carried as one nomination."""
