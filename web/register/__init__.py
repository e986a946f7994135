"""Pages of the register of awards: who holds what, and revoking it."""
