"""The roof: workers that do by name what is due, in the background."""
