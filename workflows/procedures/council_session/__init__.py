"""One meeting of a council on an agenda of all nominations that wait for it."""
