"""Who is a close relative of whom: declared, never guessed."""
