"""What keeps a bloc's year moving: who is missing at a step, asking for it, and going on without."""
