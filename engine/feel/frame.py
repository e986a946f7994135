"""What an expression sees while it runs: variables, and how much it may still spend."""

from collections.abc import Mapping
from typing import Any

from engine.feel.errors import FeelError, FeelLimitError
from engine.feel.limits import MAX_CALL_DEPTH, MAX_LIST, MAX_STEPS, MAX_STRING
from engine.text import N_, Text


class Frame:
    """Variables of one scope, with the scope around it behind."""

    __slots__ = ("parent", "root", "vars")

    def __init__(self, variables: Mapping[str, Any], parent: "Frame", root: "Root") -> None:
        self.vars = variables
        self.parent: Frame | None = parent
        self.root = root


class Root(Frame):
    """The outermost scope of one evaluation, with its budget and its warnings."""

    __slots__ = ("depth", "steps", "warnings")

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.vars = variables
        self.parent = None
        self.root = self
        self.steps = MAX_STEPS
        self.depth = 0
        self.warnings: list[FeelError] | None = None

    def spend(self, steps: int, position: int = 0) -> None:
        """Count work done, or refuse to go on."""
        self.steps -= steps
        if self.steps < 0:
            text = Text(N_("The expression takes more than %(limit)s steps."), {"limit": MAX_STEPS})
            raise FeelLimitError(text, position)

    def enter(self, position: int) -> None:
        """Count one function call more on the way down."""
        self.depth += 1
        if self.depth > MAX_CALL_DEPTH:
            text = Text(N_("Functions call each other deeper than %(limit)s."), {"limit": MAX_CALL_DEPTH})
            raise FeelLimitError(text, position)

    def warn(self, text: Text, position: int) -> Any:
        """Note why a value became null, and return that null."""
        if self.warnings is not None and len(self.warnings) < 100:
            self.warnings.append(FeelError(text, position))
        return None


def check_size(value: Any, position: int = 0) -> Any:
    """Return a string or list that is not too long, or refuse it."""
    if type(value) is str:
        if len(value) > MAX_STRING:
            text = Text(N_("A text is longer than %(limit)s characters."), {"limit": MAX_STRING})
            raise FeelLimitError(text, position)
    elif type(value) is list and len(value) > MAX_LIST:
        raise FeelLimitError(Text(N_("A list has more than %(limit)s items."), {"limit": MAX_LIST}), position)
    return value
