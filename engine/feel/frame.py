"""What an expression sees while it runs: variables, and how much it may still spend."""

from collections.abc import Callable, Mapping
from threading import local
from time import thread_time
from typing import Any, TypeVar

from engine.base.text import N_, Text
from engine.feel.errors import FeelError, FeelLimitError
from engine.feel.limits import CLOCK_STEPS, MAX_CALL_DEPTH, MAX_LIST, MAX_SECONDS, MAX_STEPS, MAX_STRING

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Frame:
    """Variables of one scope, with the scope around it behind."""

    __slots__ = ("parent", "root", "vars")

    def __init__(self, variables: Mapping[str, Any], parent: "Frame", root: "Root") -> None:
        self.vars = variables
        self.parent: Frame | None = parent
        self.root = root


class Root(Frame):
    """The outermost scope of one evaluation, with its budget and its warnings.

    What it starts with belongs to the class: most evaluations are over before any of it changes.
    """

    parent = None
    steps = MAX_STEPS
    clock_at = MAX_STEPS - CLOCK_STEPS
    started = 0.0
    depth = 0
    warnings: list[FeelError] | None = None

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.vars = variables

    @property
    def root(self) -> "Root":  # type: ignore[override]
        """Return itself; kept as an attribute it would make every evaluation work for the garbage collector."""
        return self

    def spend(self, steps: int, position: int = 0) -> None:
        """Count work done, or refuse to go on."""
        self.steps -= steps
        if self.steps < self.clock_at:
            self._look_closer(position)

    def _look_closer(self, position: int) -> None:
        """Refuse to go on where the steps or the time are used up."""
        self.clock_at = self.steps - CLOCK_STEPS
        if self.steps < 0:
            text = Text(N_("The expression takes more than %(limit)s steps."), {"limit": MAX_STEPS})
            raise FeelLimitError(text, position)
        now = thread_time()
        self.started = self.started or now
        if now - self.started > MAX_SECONDS:
            raise FeelLimitError(Text(N_("The expression takes too long.")), position)

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


class _Current(local):
    """The evaluation this thread is in; a thread is in one at a time."""

    root: Root | None = None


_current = _Current()


def charge(steps: int) -> None:
    """Count work done on behalf of the evaluation this thread is in."""
    root = _current.root
    if root is not None:
        root.spend(steps)


def run_within(root: Root, work: Callable[[Argument], Result], argument: Argument) -> Result:
    """Return `work(argument)`, its cost counted on the root; nesting that is too deep is an error."""
    before = _current.root
    _current.root = root
    try:
        return work(argument)
    except RecursionError:
        raise too_deep() from None
    finally:
        _current.root = before


def too_deep() -> FeelLimitError:
    """Return the error that an expression is nested too deeply."""
    return FeelLimitError(Text(N_("The expression is nested too deeply.")))
