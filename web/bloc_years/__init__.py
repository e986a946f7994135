"""The years of emulation blocs: a list, and each year on one page for all members and the Central Board."""
