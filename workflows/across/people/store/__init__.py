"""The queries on the people of a case and on what was done on it."""
