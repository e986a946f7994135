"""FEEL types as written in `instance of`, function parameters and item definitions (DMN 1.5 section 10.3.2.9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from engine.feel import kinds
from engine.feel.frame import charge
from engine.feel.functions import Function
from engine.feel.values import Range


@dataclass(frozen=True, slots=True)
class Type:
    """A named simple type; `Any` holds every value but is held by none."""

    name: str


@dataclass(frozen=True, slots=True)
class ListType:
    """A list of items of one type."""

    item: "AnyType"


@dataclass(frozen=True, slots=True)
class RangeType:
    """A range between ends of one type."""

    item: "AnyType"


@dataclass(frozen=True, slots=True)
class ContextType:
    """A context with at least these entries."""

    entries: tuple[tuple[str, "AnyType"], ...]


@dataclass(frozen=True, slots=True)
class FunctionType:
    """A function from parameters to a result."""

    params: tuple["AnyType", ...]
    result: "AnyType"


@dataclass(frozen=True, slots=True)
class RestrictedType:
    """A type some of whose values are allowed (an item definition's allowed values)."""

    base: "AnyType"
    allows: Callable[[Any], bool]
    each_item: bool = False


@dataclass(frozen=True, slots=True)
class LaterType:
    """A type named before it is known; `types` is filled while a model is read."""

    name: str
    types: Mapping[str, "AnyType"]

    def found(self) -> "AnyType | None":
        """Return the type of that name."""
        return self.types.get(self.name)


AnyType = Type | ListType | RangeType | ContextType | FunctionType | RestrictedType | LaterType

ANY = Type("Any")
_NAMES = frozenset(
    {
        kinds.NUMBER,
        kinds.STRING,
        kinds.BOOLEAN,
        kinds.DATE,
        kinds.TIME,
        kinds.DATE_TIME,
        kinds.DAYS,
        kinds.MONTHS,
        kinds.LIST,
        kinds.CONTEXT_KIND,
        kinds.FUNCTION,
        kinds.RANGE,
    }
)
_ALIASES = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "any": "Any",
}
SIMPLE_NAMES = _NAMES | frozenset(_ALIASES) | {"Any", "Null"}


def simple_type(name: str) -> Type | None:
    """Return the built-in type of this name."""
    name = _ALIASES.get(name, name)
    return Type(name) if name in SIMPLE_NAMES else None


def usual_class(kind: AnyType) -> type | None:
    """Return the Python class all of whose values are instances of a simple type, the short way to conformance."""
    return kinds.USUAL.get(kind.name) if isinstance(kind, Type) else None


def conforms(value: Any, wanted: AnyType, *, any_allowed: bool = False) -> bool:
    """Say whether a value is an instance of the type; null is only of type Null.

    With `any_allowed` an item definition's allowed values do not count, at any depth: so asks `instance of`.
    """
    return _CHECKS[type(wanted)](value, wanted, any_allowed)


def _is_simple(value: Any, wanted: Type, _any_allowed: bool) -> bool:
    if wanted.name == "Any":
        return value is not None
    if wanted.name == "Null":
        return value is None
    return kinds.kind_of(value) == wanted.name


def _is_list(value: Any, wanted: ListType, any_allowed: bool) -> bool:
    if not isinstance(value, list):
        return False
    charge(2 * len(value))
    return all(item is None or conforms(item, wanted.item, any_allowed=any_allowed) for item in value)


def _is_range(value: Any, wanted: RangeType, any_allowed: bool) -> bool:
    if not isinstance(value, Range):
        return False
    ends = (end for end in (value.start, value.end) if end is not None)
    return all(conforms(end, wanted.item, any_allowed=any_allowed) for end in ends)


def _is_context(value: Any, wanted: ContextType, any_allowed: bool) -> bool:
    if not isinstance(value, dict):
        return False
    return all(
        name in value and (value[name] is None or conforms(value[name], kind, any_allowed=any_allowed))
        for name, kind in wanted.entries
    )


def _is_function(value: Any, wanted: FunctionType, _any_allowed: bool) -> bool:
    if not isinstance(value, Function):
        return False
    signature = value.signature()
    if signature is None:
        return False
    params, result = signature
    if len(params) != len(wanted.params):
        return False
    # What a function without a declared result returns is not known before it is called.
    return all(map(is_subtype, wanted.params, params)) and (result is ANY or is_subtype(result, wanted.result))


def _is_restricted(value: Any, wanted: RestrictedType, any_allowed: bool) -> bool:
    if not conforms(value, wanted.base, any_allowed=any_allowed):
        return False
    if any_allowed:
        return True
    if wanted.each_item:
        return all(wanted.allows(item) for item in value)
    return wanted.allows(value)


def _is_later(value: Any, wanted: LaterType, any_allowed: bool) -> bool:
    found = wanted.found()
    return found is not None and conforms(value, found, any_allowed=any_allowed)


_CHECKS: dict[type, Callable[[Any, Any, bool], bool]] = {
    Type: _is_simple,
    ListType: _is_list,
    RangeType: _is_range,
    ContextType: _is_context,
    FunctionType: _is_function,
    RestrictedType: _is_restricted,
    LaterType: _is_later,
}


def settled(kind: AnyType) -> AnyType:
    """Return the type behind a name or a restriction."""
    while isinstance(kind, LaterType | RestrictedType):
        kind = kind.base if isinstance(kind, RestrictedType) else kind.found() or ANY
    return kind


def is_subtype(narrow: AnyType, wide: AnyType) -> bool:
    """Say whether every value of `narrow` is one of `wide` (conformance, section 10.3.2.9.2)."""
    narrow, wide = settled(narrow), settled(wide)
    if wide in (ANY, narrow) or narrow == Type("Null"):
        return True
    match narrow, wide:
        case (ListType(item=a), ListType(item=b)) | (RangeType(item=a), RangeType(item=b)):
            return is_subtype(a, b)
        case ContextType(entries=a_entries), ContextType(entries=b_entries):
            mine = dict(a_entries)
            return all(name in mine and is_subtype(mine[name], kind) for name, kind in b_entries)
        case FunctionType(params=a_params, result=a), FunctionType(params=b_params, result=b):
            fits = len(a_params) == len(b_params) and all(map(is_subtype, b_params, a_params))
            return fits and is_subtype(a, b)
    return False


def coerce(value: Any, wanted: AnyType) -> Any:
    """Return the value as the type wants it, or None where it cannot be (section 10.3.2.9.4).

    A list of one item stands for its item and the other way round; a date stands for its midnight in UTC.
    """
    if value is None or conforms(value, wanted):
        return value
    plain = settled(wanted)
    if isinstance(plain, ListType) or plain == Type("list"):
        return [value] if not isinstance(value, list) and conforms([value], wanted) else None
    if isinstance(value, list) and len(value) == 1 and conforms(value[0], wanted):
        return value[0]
    if plain == Type("date and time") and type(value) is date:
        return _at_midnight(value)
    return None


def _at_midnight(value: date) -> datetime:
    return datetime(value.year, value.month, value.day, tzinfo=UTC)
