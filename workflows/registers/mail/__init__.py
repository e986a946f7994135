"""Mail as a step of a process."""
