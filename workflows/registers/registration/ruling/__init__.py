"""A body's own rule that who is not registered is not considered: switched on by two people, asked as a condition."""
