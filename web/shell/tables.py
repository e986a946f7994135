"""Every table of every room, for migrations, checks and tests."""

from sqlalchemy import MetaData

from engine.model.base import Base
from web.base.found import import_modules


def load_all() -> MetaData:
    """Import every `model` module of the rooms and return the metadata that they filled."""
    import_modules("model")
    return Base.metadata
