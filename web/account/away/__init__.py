"""Out of office: announcing an absence with a substitute, and ending it."""
