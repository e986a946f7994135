"""A function written in FEEL, closed over the scope it was written in."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from engine.base.text import N_, Text
from engine.feel.errors import FeelNullError
from engine.feel.frame import Frame, Root
from engine.feel.functions import Function, Signature
from engine.feel.limits import LOOP_COST
from engine.feel.types import ANY, AnyType, coerce

Params = tuple[tuple[str, AnyType], ...]


class UserFunction(Function):
    """A function literal or a business knowledge model."""

    __slots__ = ("body", "cost", "frame", "params", "result")

    def __init__(
        self, params: Params, body: Callable[[Frame], Any], frame: Frame, *, cost: int, result: AnyType = ANY
    ) -> None:
        self.params = params
        self.body = body
        self.frame = frame
        self.cost = cost
        self.result = result

    def signature(self) -> Signature:
        """Return the declared types."""
        return tuple(kind for _, kind in self.params), self.result

    def arity(self) -> int:
        """Return the number of parameters."""
        return len(self.params)

    def invoke(self, args: Sequence[Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by position."""
        if len(args) != len(self.params):
            params = {"wanted": len(self.params), "given": len(args)}
            return root.warn(Text(N_("The function takes %(wanted)s arguments, not %(given)s."), params), position)
        try:
            values = {name: _fit(name, kind, arg) for (name, kind), arg in zip(self.params, args, strict=True)}
        except FeelNullError as error:
            return root.warn(error.text, position)
        return self._run(values, root, position)

    def invoke_named(self, args: Mapping[str, Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by name."""
        names = {name for name, _ in self.params}
        if not set(args) <= names:
            text = Text(N_("The function has no parameter “%(name)s”."), {"name": min(set(args) - names)})
            return root.warn(text, position)
        return self.invoke([args.get(name) for name, _ in self.params], root, position)

    def _run(self, values: dict[str, Any], root: Root, position: int) -> Any:
        root.spend(self.cost + LOOP_COST, position)
        root.enter(position)
        value = self.body(Frame(values, self.frame, root))
        root.depth -= 1
        return value if self.result is ANY else coerce(value, self.result)


def _fit(name: str, kind: AnyType, arg: Any) -> Any:
    if kind is ANY:
        return arg
    value = coerce(arg, kind)
    if value is None and arg is not None:
        raise FeelNullError(Text(N_("The argument “%(name)s” has the wrong type."), {"name": name}))
    return value
