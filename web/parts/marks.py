"""What marks the element of a notice that is about something else than a step."""

QUESTION = "question:"
