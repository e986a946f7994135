"""Find every table of every room, for migrations, checks and tests."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import MetaData

from engine.model.base import Base

ROOMS = ("engine", "forms", "workflows", "web")
HOME = Path(__file__).resolve().parent.parent


def load_all() -> MetaData:
    """Import every `model` module of the rooms and return the metadata that they filled."""
    for room in ROOMS:
        for name in _model_modules(HOME / room, room):
            importlib.import_module(name)
    return Base.metadata


def _model_modules(folder: Path, package: str) -> Iterator[str]:
    """Yield the dotted names of modules called `model`, and of those in packages called so."""
    for found in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{found.name}"
        if "model" in name.split("."):
            yield name
        if found.ispkg:
            yield from _model_modules(folder / found.name, name)
