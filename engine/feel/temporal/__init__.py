"""Dates, times and durations of FEEL on Python's own types."""
