"""Records: what auditors read, from the first event to the last."""
