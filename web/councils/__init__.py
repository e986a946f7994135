"""Sessions of councils: those of a person's councils, and the page of one with its agenda and result."""
