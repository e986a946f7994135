"""Accounts as administrators manage them: made, invited, locked, disabled, signed out."""
