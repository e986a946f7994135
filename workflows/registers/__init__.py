"""What is kept from year to year and used by several procedures: one folder each."""
