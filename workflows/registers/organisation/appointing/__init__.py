"""Posts and seats on councils, given from a day and ended on one: proposed by one person, approved by another."""
