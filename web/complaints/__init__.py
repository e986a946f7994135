"""Pages of complaints, and of what else puts a nomination on hold."""
