"""The organisation as administrators keep it: units, people, posts, councils, blocs."""
