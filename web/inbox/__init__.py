"""The inbox: what waits for a person, and the page of one task."""
