"""Who is proposed already: once for an award and an achievement, and in one form of commendation."""
