"""The review of a nomination by the body it belongs to."""
