"""What every page stands on: settings, the database, the places of modules. It imports no other room."""
