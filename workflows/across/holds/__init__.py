"""Holds on awards: who is held, why as far as a reader may know, and letting go of what nothing keeps any more."""
