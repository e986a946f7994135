"""Setting up a bloc and its year: members, head, deputy and quota of flags, by two people."""
