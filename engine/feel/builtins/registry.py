"""Built-in functions by name, with their parameters checked before they are called."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import DecimalException
from typing import Any

from engine.base.text import N_, Text
from engine.feel import kinds
from engine.feel.errors import FeelNullError
from engine.feel.frame import Root, check_size
from engine.feel.functions import Function, Signature
from engine.feel.kinds import kind_of
from engine.feel.types import ANY, Type

_GROUPS: dict[str, frozenset[str]] = {
    "duration": frozenset({kinds.DAYS, kinds.MONTHS}),
    "moment": frozenset({kinds.DATE, kinds.DATE_TIME}),
}
_MISMATCH = object()


@dataclass(frozen=True, slots=True)
class Param:
    """One parameter: `kind` is a FEEL type, a group of them, or `any`, which takes null too."""

    name: str
    kind: str
    is_optional: bool = False
    is_rest: bool = False

    def fit(self, value: Any) -> Any:
        """Return the value as this parameter takes it, lists of one item and single items exchanged."""
        if self.kind == "any":
            return value
        kind = kind_of(value)
        if self.accepts(kind):
            return value
        if self.kind == kinds.LIST:
            return _MISMATCH if value is None else [value]
        if kind == kinds.LIST and len(value) == 1 and self.accepts(kind_of(value[0])):
            return value[0]
        return _MISMATCH

    def accepts(self, kind: str) -> bool:
        """Say whether a value of this kind fits as it is."""
        group = _GROUPS.get(self.kind)
        return kind in group if group else kind == self.kind


def read_param(text: str) -> Param:
    """Read `name: kind`, with `?` before an optional one and `*` before one that takes all the rest."""
    name, kind = text.lstrip("?*").split(": ")
    return Param(name, kind, text[0] == "?", text[0] == "*")


@dataclass(frozen=True, slots=True)
class Overload:
    """One way to call a built-in function."""

    params: tuple[Param, ...]
    call: Callable[..., Any]
    wants_root: bool

    def takes(self, kinds_given: Sequence[str | None]) -> bool:
        """Say whether arguments of these kinds may fit; one item and a list of it stand for each other."""
        params = list(self.params)
        if params and params[-1].is_rest:
            params += [params[-1]] * (len(kinds_given) - len(params))
        least = sum(not param.is_optional for param in params)
        return least <= len(kinds_given) <= len(params) and all(
            kind in (None, kinds.LIST) or param.kind in ("any", kinds.LIST) or param.accepts(kind)
            for param, kind in zip(params, kinds_given, strict=False)
        )

    def bind(self, args: Sequence[Any]) -> list[Any] | None:
        """Return the arguments made to fit, or None if they do not."""
        if self.params and self.params[-1].is_rest:
            return self._bind_rest(args)
        least = sum(not param.is_optional for param in self.params)
        if not least <= len(args) <= len(self.params):
            return None
        fitted = [param.fit(arg) for param, arg in zip(self.params, args, strict=False)]
        return None if _MISMATCH in fitted else fitted

    def _bind_rest(self, args: Sequence[Any]) -> list[Any] | None:
        fixed = self.params[:-1]
        rest = args[len(fixed) :]
        if len(args) < len(fixed) or not rest:
            return None
        fitted = [param.fit(arg) for param, arg in zip(fixed, args, strict=False)]
        others = [self.params[-1].fit(arg) for arg in rest]
        return None if _MISMATCH in fitted or _MISMATCH in others else [*fitted, others]

    def arrange(self, args: Mapping[str, Any]) -> list[Any] | None:
        """Return named arguments in order, or None if the names are not these."""
        names = [param.name for param in self.params]
        if not set(args) <= set(names):
            return None
        while names and names[-1] not in args:
            names.pop()
        return None if any(name not in args for name in names) else [args[name] for name in names]


class BuiltIn(Function):
    """A built-in function with its overloads."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.overloads: list[Overload] = []

    def signature(self) -> Signature:
        """Return the types of the first overload."""
        params = self.overloads[0].params
        return tuple(ANY if p.kind in _GROUPS or p.kind == "any" else Type(p.kind) for p in params), ANY

    def arity(self) -> int | None:
        """Return the number of parameters, where it is one."""
        return len(self.overloads[0].params) if len(self.overloads) == 1 else None

    def takes(self, kinds_given: Sequence[str | None]) -> bool:
        """Say whether some overload takes arguments of these kinds; None is a kind that is not known."""
        return any(overload.takes(kinds_given) for overload in self.overloads)

    def invoke(self, args: Sequence[Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by position."""
        root.spend(_weight(args), position)
        for overload in self.overloads:
            bound = overload.bind(args)
            if bound is not None:
                return self._call(overload, bound, root, position)
        return self._refuse(args, root, position)

    def invoke_named(self, args: Mapping[str, Any], root: Root, position: int = 0) -> Any:
        """Call with arguments by name."""
        root.spend(_weight(args.values()), position)
        for overload in self.overloads:
            arranged = overload.arrange(args)
            bound = None if arranged is None else overload.bind(_spread(overload, arranged))
            if bound is not None:
                return self._call(overload, bound, root, position)
        return self._refuse(tuple(args.values()), root, position)

    def _call(self, overload: Overload, args: list[Any], root: Root, position: int) -> Any:
        try:
            value = overload.call(root, *args) if overload.wants_root else overload.call(*args)
        except FeelNullError as error:
            return root.warn(error.text, position)
        except (DecimalException, OverflowError):
            return root.warn(Text(N_("The result of %(sign)s is not a number."), {"sign": self.name}), position)
        return check_size(value, position)

    def _refuse(self, args: Sequence[Any], root: Root, position: int) -> None:
        given = ", ".join(kind_of(arg) for arg in args)
        text = Text(N_("The function %(name)s does not take (%(given)s)."), {"name": self.name, "given": given})
        root.warn(text, position)


def _spread(overload: Overload, args: list[Any]) -> list[Any]:
    """Spell out a list given by name to a parameter that takes all the rest."""
    if overload.params and overload.params[-1].is_rest and isinstance(args[-1], list):
        return [*args[:-1], *args[-1]]
    return args


def _weight(args: Iterable[Any]) -> int:
    total = 4
    for arg in args:
        if type(arg) is list or type(arg) is dict:
            total += len(arg)
        elif type(arg) is str:
            total += len(arg) >> 6
    return total


BUILTINS: dict[str, Function] = {}


def builtin(name: str, *params: str, wants_root: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function under a FEEL name; called again under the same name it adds an overload."""

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        entry = BUILTINS.setdefault(name, BuiltIn(name))
        if isinstance(entry, BuiltIn):
            entry.overloads.append(Overload(tuple(read_param(text) for text in params), function, wants_root))
        return function

    return registered
