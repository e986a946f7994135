"""Recording the opinion of a party committee on a nomination: by its office, never by whom it concerns."""
