"""The database of the running application, for views."""

from flask import Flask, current_app

from engine.store.database import Database

EXTENSION = "bangvang.database"


def attach_database(app: Flask, database: Database) -> None:
    """Give the application its database."""
    app.extensions[EXTENSION] = database


def database() -> Database:
    """Return the database of the application that serves this request."""
    found: Database = current_app.extensions[EXTENSION]
    return found
