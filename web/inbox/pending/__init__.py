"""Decisions sent together from the inbox: what is not yet done of them."""
