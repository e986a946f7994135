"""The engine's queries, and nowhere else."""
