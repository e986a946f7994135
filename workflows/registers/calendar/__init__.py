"""Days that differ from the law's calendar of work: off by decision, or made up for on a weekend."""
