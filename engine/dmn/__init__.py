"""Decision models (DMN)."""
