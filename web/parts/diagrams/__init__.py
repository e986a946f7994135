"""Diagrams, tables and forms as people compare them: step by step and field by field."""
