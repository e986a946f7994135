"""What tokens carry: variables by their scopes, items of loops, and their bounds."""
