"""The award procedures: one folder each, with its diagrams, tables and what its service tasks call."""
