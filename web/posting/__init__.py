"""The page of what is published for comments."""
