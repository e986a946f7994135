"""What somebody has begun to type into a task's form, kept until they send it."""
