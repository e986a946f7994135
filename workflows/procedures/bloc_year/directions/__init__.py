"""What a bloc decided to do, as tasks: each with who does it and by when, followed to the end."""
