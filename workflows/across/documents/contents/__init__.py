"""What each kind of document says, gathered from the cases."""
