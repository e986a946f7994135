"""Inspection and supervision of emulation work: plans of a year, visits, findings, and remedies to their end."""
