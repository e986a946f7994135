"""Who asks: accounts, passwords, sessions, and which page is open to whom."""
