"""A nomination, from its draft to the announcement of the result."""
