"""A person's deadlines and sessions as a calendar that other programs follow."""
