"""What people and units achieved, from a file: awards held, ratings, initiatives; by a person only with another."""
