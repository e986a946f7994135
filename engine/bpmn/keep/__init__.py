"""An instance between two steps: read back, remembered, advanced, written."""
