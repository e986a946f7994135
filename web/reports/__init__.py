"""What came of nominations: by bloc, body, unit, award and year, with the reasons and the time each step took."""
