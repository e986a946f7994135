"""By which words nominations are found, kept by the database itself as they come."""
