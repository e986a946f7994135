"""Pages of exemplary models: the list, one model, and recording, checking, publishing and noting."""
