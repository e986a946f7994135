"""Out of office: who is away from which day to which, and who acts for them meanwhile."""
