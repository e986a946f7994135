"""Join the rooms: tables are found in modules called `model`, actions in `actions`, and forms are checked by `forms`."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from engine.check import register_check
from forms import check_form

ROOMS = ("engine", "forms", "workflows", "web")
HOME = Path(__file__).resolve().parent.parent


def import_modules(kind: str, rooms: tuple[str, ...] = ROOMS) -> list[str]:
    """Import every module of a kind, and those in packages of that name; return their names."""
    names = [name for room in rooms for name in _module_names(HOME / room, room) if kind in name.split(".")]
    for name in names:
        importlib.import_module(name)
    return names


def join_rooms() -> None:
    """Register the actions that diagrams call by name, and the check of the forms that their tasks show.

    Every program that deploys or runs processes calls this once, for the engine knows neither procedures nor forms.
    """
    import_modules("actions", ("workflows",))
    register_check(".form.json", check_form)


def _module_names(folder: Path, package: str) -> Iterator[str]:
    """Yield the dotted names of a package's modules without importing any."""
    for found in pkgutil.iter_modules([str(folder)]):
        name = f"{package}.{found.name}"
        yield name
        if found.ispkg:
            yield from _module_names(folder / found.name, name)
