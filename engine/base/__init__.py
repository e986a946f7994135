"""The ground that every room stands on: clock, errors, texts, who acts. It imports nothing of ours but itself."""
