"""Tables that people bring as CSV or XLSX: read within limits, checked cell by cell, loaded whole or not at all."""
