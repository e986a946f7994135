"""Searching nominations by words."""
