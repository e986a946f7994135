"""Annulling an award and recovering what came with it."""
