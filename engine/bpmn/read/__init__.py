"""From XML to plain data: what a diagram says, before anything can run."""
