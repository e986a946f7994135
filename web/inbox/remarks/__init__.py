"""Remarks on tasks, and whom they mention."""
