"""Find what the rooms hold by the name of its module: tables in `model`, actions in `actions`."""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOMS = ("engine", "forms", "workflows", "web")
HOME = Path(__file__).resolve().parents[2]


@cache
def import_modules(kind: str, rooms: tuple[str, ...] = ROOMS) -> tuple[str, ...]:
    """Import every module of a kind, and those in packages of that name; return their names."""
    names = tuple(name for room in rooms for name in _module_names(HOME / room, room) if kind in name.split("."))
    for name in names:
        importlib.import_module(name)
    return names


def _module_names(folder: Path, package: str) -> Iterator[str]:
    """Yield the dotted names of a package's modules without importing any."""
    for found in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{found.name}"
        yield name
        if found.ispkg:
            yield from _module_names(folder / found.name, name)
