"""What was handed over, round by round, each under a digest that whatever acts on it names."""
