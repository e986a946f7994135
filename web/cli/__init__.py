"""The command line `bangvang`, one module for each family of commands."""

from web.cli.frame import main

__all__ = ["main"]
