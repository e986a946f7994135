"""From plain data to what can run: the specs of elements, joined into processes."""
