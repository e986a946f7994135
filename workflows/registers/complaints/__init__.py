"""The register of complaints and denunciations: its tables."""
