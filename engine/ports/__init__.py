"""Where the rooms above plug in what the engine cannot know: actions, acts, mail, work that comes back."""
