"""How requests are taken in: read whole, within bounds of time and size, before a thread works on them."""
