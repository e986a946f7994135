"""Expressions of a diagram: FEEL after an equals sign, otherwise the text as it stands (Zeebe's rule)."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import engine.feel.workdays  # noqa: F401 - registers now(), today() and the working days for diagrams
from engine.base.errors import BangVangError
from engine.feel import compile_expression, register_function, show
from engine.feel.values import YearsMonthsDuration


@dataclass(frozen=True)
class Expr:
    """A value in a diagram: an expression, or a literal text."""

    source: str
    is_feel: bool = True

    def evaluate(self, context: Mapping[str, object]) -> object:
        """Return the value in a context of variables.

        Raises FeelError and its kin.
        """
        if not self.is_feel:
            return self.source
        return compile_expression(self.source).evaluate(context)


def _cycle(*args: object) -> str | None:
    """Return the text of a cycle: of an interval for ever, or of a number of turns (null: for ever) and an interval."""
    turns, interval = (None, *args) if len(args) == 1 else args
    count = turns if isinstance(turns, Decimal) and turns == int(turns) >= 0 else None
    if (count is None and turns is not None) or not isinstance(interval, timedelta | YearsMonthsDuration):
        return None
    return f"R{'' if count is None else int(count)}/{show(interval)}"


register_function("cycle", _cycle)


def whole_number(value: object) -> int:
    """Return the whole number that a value, or its text, comes to. Raises ValueError, TypeError for what is none."""
    if not isinstance(value, str | int | float | Decimal):
        raise TypeError(type(value).__name__)
    return int(value)


def read_expression(text: str | None) -> Expr | None:
    """Return what an attribute says, or None where it says nothing."""
    if text is None or not text.strip():
        return None
    stripped = text.strip()
    if stripped.startswith("="):
        return Expr(stripped[1:].strip())
    return Expr(stripped, is_feel=False)


def read_condition(text: str | None) -> Expr | None:
    """Return a condition; conditions are FEEL with or without the equals sign."""
    if text is None or not text.strip():
        return None
    return Expr(text.strip().removeprefix("=").strip())


def is_expression(text: str) -> bool:
    """Tell whether what an attribute says is an expression, not the text as it stands."""
    return text.startswith("=")


def read_name(text: str | None) -> str:
    """Return what an attribute names: what an expression without variables comes to, else the text as it stands."""
    said = (text or "").strip()
    if not is_expression(said):
        return said
    with suppress(BangVangError):
        compiled = compile_expression(said[1:].strip())
        value = None if compiled.names or compiled.maybe_names else compiled.evaluate({})
        return value.strip() if isinstance(value, str) and not is_expression(value) else said
    return said
