"""Pages of emulation movements: the list, one movement, and writing, checking, launching, joining and reviewing."""
