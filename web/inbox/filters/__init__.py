"""Saved filters of the inbox, one's own and those shared within a body, and the columns a person wants to see."""
