"""How a person wants to be told."""
