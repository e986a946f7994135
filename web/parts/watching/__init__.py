"""Who watches a case."""
