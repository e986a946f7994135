"""`bangvang import`: units, people and titles held, from CSV or XLSX."""
