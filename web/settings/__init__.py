"""The pages of what administrators set, with two people."""
