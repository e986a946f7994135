"""Arranging a task: why it is here, who else can do it, giving it to somebody, delegating it, putting it off."""
