"""How many nominations there are of each kind, kept by the database itself as they come and change."""
