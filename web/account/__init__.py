"""Accounts: signing in and out, sessions kept on the server, language and theme."""
