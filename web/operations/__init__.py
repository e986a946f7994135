"""What administrators look after while processes run."""
