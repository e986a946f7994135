"""Who counts the votes of a session."""
