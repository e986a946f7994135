"""Watching nominations: their open tasks stand in a segment of the inbox, whoever does them."""
