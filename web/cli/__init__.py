"""The command line `bangvang`, one module for each family of commands."""

import importlib
import pkgutil

from web.cli.frame import main

# A command is registered by importing the module that defines it.
for _found in pkgutil.iter_modules(__path__):
    if _found.name != "__main__":
        importlib.import_module(f"{__name__}.{_found.name}")

__all__ = ["main"]
