"""Acts that need two people: the list, and the decision of the second."""
