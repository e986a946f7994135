"""What members and the Central Board say about a bloc's year, for its conferences."""
