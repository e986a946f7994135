"""The page of declared relatives."""
