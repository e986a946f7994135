"""The register of revocations: its tables."""
