"""Asking somebody about a task without returning it: they answer, the process stays where it is."""
