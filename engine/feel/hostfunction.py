"""Functions the host gives to expressions."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.frame import Root, check_size
from engine.feel.functions import Function
from engine.feel.kinds import adapt, set_host_function


class HostFunction(Function):
    """A Python callable that expressions may call by name; its parameters are named for FEEL."""

    def __init__(self, call: Callable[..., Any], params: Sequence[str] | None = None) -> None:
        self.call = call
        self.params = params

    def arity(self) -> int | None:
        """Return the number of parameters, if they were named."""
        return None if self.params is None else len(self.params)

    def invoke(self, args: Sequence[Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by position; the callable raises FeelNullError where there is no answer."""
        root.spend(10, position)
        if self.params is not None and len(args) != len(self.params):
            params = {"wanted": len(self.params), "given": len(args)}
            return root.warn(Text(N_("The function takes %(wanted)s arguments, not %(given)s."), params), position)
        try:
            return check_size(adapt(self.call(*args)), position)
        except FeelNullError as error:
            return root.warn(error.text, position)
        except (TypeError, ValueError, OverflowError, ArithmeticError):
            return root.warn(Text(N_("The function does not take these arguments.")), position)

    def invoke_named(self, args: Mapping[str, Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by name."""
        if self.params is None or set(args) != set(self.params):
            return root.warn(Text(N_("The function does not take these arguments.")), position)
        return self.invoke([args[name] for name in self.params], root, position)


set_host_function(HostFunction)
