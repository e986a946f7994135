"""Shipped decisions asked outside a process: by commands, imports and pages."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from engine.dmn import Model, load_model
from workflows.registers.decisions import files


@lru_cache
def _models() -> dict[str, Model]:
    return {name: load_model(data) for name, data in files().items()}


def decide(file: str, decision: str, context: Mapping[str, Any]) -> Any:
    """Return the value of a shipped decision; inside a process its own release decides instead."""
    return _models()[file].evaluate(decision, dict(context)).value
