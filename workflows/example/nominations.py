"""Nominations of the example, driven through the real engine with a moving clock."""

from engine.store.database import Database


def load_nominations(database: Database) -> None:
    """Bring the example's nominations to their stages; where the procedures are not deployed there are none."""
    del database
