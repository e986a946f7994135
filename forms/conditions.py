"""FEEL inside a form: conditions and formulas, always evaluated on the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.feel import Expression, compile_expression
from engine.feel.errors import FeelError


@dataclass(frozen=True)
class Formula:
    """A FEEL expression as written in the schema, without the equals sign."""

    source: str

    def compile(self) -> Expression:
        """Return the compiled expression.

        Raises FeelSyntaxError.
        """
        return compile_expression(self.source)

    def evaluate(self, names: Mapping[str, Any]) -> Any:
        """Return the value, or None where it has none: a broken condition never breaks the page.

        The source was checked when the release was made, so only bounds can be met here.
        """
        try:
            return self.compile().evaluate(names)
        except FeelError:
            return None


@dataclass(frozen=True)
class Condition:
    """Yes, no, or a formula that must be true."""

    given: bool | Formula = False

    def holds(self, names: Mapping[str, Any]) -> bool:
        """Tell whether the condition is true; null and anything but true count as no."""
        if isinstance(self.given, bool):
            return self.given
        return self.given.evaluate(names) is True


def formula_of(text: str) -> Formula:
    """Return the formula in a property; the equals sign before it is optional."""
    return Formula(text.strip().removeprefix("=").strip())
