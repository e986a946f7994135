"""Notices: reminders and results that procedures left for a person's roles."""
