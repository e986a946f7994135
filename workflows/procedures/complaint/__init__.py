"""Complaints, denunciations, and what else puts a nomination on hold."""
