"""The register of nominations: its tables."""
