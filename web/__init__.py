"""Pages: sign-in, inbox, nominations, records and the workshop, on Flask."""
