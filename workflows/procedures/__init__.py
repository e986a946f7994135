"""The procedures: one folder each, with its diagram, forms, tables and what its service tasks call."""
