"""The calendar of work: holidays of a year, and the days that differ by decision."""
