"""Item definitions: the types a model names (DMN 1.5 section 7.3.2)."""

from collections.abc import Callable, Mapping
from typing import Any

from engine.dmn.xmlnames import Element, child, children, local_name, name_of, text_of, type_name_of
from engine.feel.types import (
    ANY,
    AnyType,
    ContextType,
    FunctionType,
    LaterType,
    ListType,
    RestrictedType,
    simple_type,
)

Tests = Callable[[Any], bool]
#: Compiles the unary tests of an element to a function of the tested value.
TestsBuilder = Callable[[Element, str], Tests]


def type_named(name: str, types: Mapping[str, AnyType]) -> AnyType:
    """Return the type of a name, which may be defined later."""
    if not name:
        return ANY
    return simple_type(name) or LaterType(name, types)


def read_item_type(element: Element, types: Mapping[str, AnyType], build_tests: TestsBuilder) -> AnyType:
    """Return the type an item definition or component defines."""
    base = _base_type(element, types, build_tests)
    allowed, constraint = child(element, "allowedValues"), child(element, "typeConstraint")
    if allowed is not None and text_of(allowed, "text"):
        base = RestrictedType(base, build_tests(allowed, text_of(allowed, "text")))
    kind: AnyType = ListType(base) if element.get("isCollection") == "true" else base
    if constraint is not None and text_of(constraint, "text"):
        kind = RestrictedType(kind, build_tests(constraint, text_of(constraint, "text")))
    return kind


def _base_type(element: Element, types: Mapping[str, AnyType], build_tests: TestsBuilder) -> AnyType:
    components = list(children(element, "itemComponent"))
    if components:
        return ContextType(tuple((name_of(part), read_item_type(part, types, build_tests)) for part in components))
    function = child(element, "functionItem")
    if function is not None:
        params = tuple(type_named(type_name_of(param), types) for param in children(function, "parameters"))
        return FunctionType(params, type_named(function.get("outputTypeRef") or "", types))
    return type_named(type_name_of(element), types)


def component_names(element: Element) -> set[str]:
    """Return the names of all components of an item definition, at every depth."""
    return {name_of(part) for part in element.iter() if local_name(part) == "itemComponent"}


def is_known(kind: AnyType) -> bool:
    """Say whether a type's name was found."""
    return not isinstance(kind, LaterType) or kind.found() is not None
