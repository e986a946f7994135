"""What an event tells: one frozen class a kind, written to a row's data and read back from it.

Names and order of the fields are those of the stored JSON, which the hash covers: none is renamed or moved. A name
that Python keeps for itself ends in an underscore, which is not stored. A field with a default is written where it
says something; what a row lacks (because it was erased, or another version wrote it) reads as nothing of its type.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from types import UnionType
from typing import (
    Any,
    ClassVar,
    NamedTuple,
    TypeVar,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)
from uuid import UUID


class Field(NamedTuple):
    """A field by name: the key it is stored under, whether it is always written, and its type."""

    name: str
    key: str
    is_always: bool
    type: Any


@dataclass(frozen=True, slots=True)
class Fact:
    """What one kind of event tells, and how that kind is called where it is stored."""

    KIND: ClassVar[str]
    FIELDS: ClassVar[tuple[Field, ...]]

    def data(self) -> dict[str, Any]:
        """Return what is stored of it."""
        return {key: value for name, key, is_always, _ in self.FIELDS if (value := getattr(self, name)) or is_always}


@dataclass(frozen=True, slots=True)
class Unknown(Fact):
    """What a program of another version wrote, as it wrote it."""

    kind: str
    told: Mapping[str, Any]


T = TypeVar("T", bound=Fact)


@dataclass_transform(frozen_default=True)
def fact(kind: str) -> Callable[[type[T]], type[T]]:
    """Make a class a frozen record of its fields, stored under a kind."""

    def make(declared: type[T]) -> type[T]:
        made = dataclass(frozen=True, slots=True)(declared)
        types = get_type_hints(made)
        made.KIND = kind
        made.FIELDS = tuple(
            Field(one.name, one.name.rstrip("_"), one.default is MISSING, types[one.name]) for one in fields(made)
        )
        return made

    return make


def read_fact(known: type[T], data: Mapping[str, Any] | None) -> T | None:
    """Return what a row tells, or None where its data are not of the types that the kind has here."""
    told, given = data or {}, {}
    for name, key, is_always, kept in known.FIELDS:
        if key in told:
            given[name] = told[key]
            if not _fits(told[key], kept):
                return None
        elif is_always:
            given[name] = _nothing(kept)
    return known(**given)


def _fits(value: object, hint: Any) -> bool:
    if hint is Any or any(_fits(value, one) for one in _ways(hint)):
        return True
    if is_typeddict(hint):
        return isinstance(value, Mapping) and all(
            key in value and _fits(value[key], kept) for key, kept in get_type_hints(hint).items()
        )
    if get_origin(hint) is Sequence:
        return isinstance(value, list) and all(_fits(item, get_args(hint)[0]) for item in value)
    plain = get_origin(hint) or hint
    return isinstance(plain, type) and isinstance(value, plain)


def _ways(hint: Any) -> tuple[Any, ...]:
    """Return the types that a union is of."""
    return hint.__args__ if isinstance(hint, UnionType) else ()


def _nothing(hint: Any) -> Any:
    """Return what stands for a value that is missing: None where there may be none, else what is empty of its type."""
    if hint is Any or type(None) in _ways(hint):
        return None
    if is_typeddict(hint) or get_origin(hint) is Mapping:
        return {}
    if get_origin(hint) is Sequence:
        return ()
    return UUID(int=0) if hint is UUID else hint()
