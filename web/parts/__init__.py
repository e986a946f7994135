"""Parts that the pages of several rooms show: cases, their history and names, differences of diagrams."""
