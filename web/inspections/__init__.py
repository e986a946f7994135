"""Pages of inspections: the list of plans, one plan with its visits and remedies, and what people do with them."""
