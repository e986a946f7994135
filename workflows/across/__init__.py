"""What looks across all procedures: the people of a case, witnesses, links, documents."""
