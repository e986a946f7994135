"""Reminding offices of what is due outside any process: reviews of movements, visits, remedies."""
