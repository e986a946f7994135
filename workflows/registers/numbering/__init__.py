"""Numbers of cases: one series a kind and body, counted anew each year."""
