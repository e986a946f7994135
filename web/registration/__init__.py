"""What a body's units register for a year: awards by person and unit, targets with what was reached, and the rule."""
