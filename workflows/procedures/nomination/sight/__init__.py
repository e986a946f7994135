"""Who sees which nomination."""
