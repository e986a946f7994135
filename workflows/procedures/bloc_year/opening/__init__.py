"""Setting up a bloc or a cluster and its year: members, head, deputy and quota of flags, by two people."""
