"""Types as written in an expression: `list<number>`, `context<a: string>`, `function<number> -> string`."""

from collections.abc import Mapping

from engine.base.text import N_, Text
from engine.feel.parser.cursor import Cursor
from engine.feel.parser.names import NameIndex
from engine.feel.types import (
    ANY,
    SIMPLE_NAMES,
    AnyType,
    ContextType,
    FunctionType,
    LaterType,
    ListType,
    RangeType,
    simple_type,
)

_SIMPLE = NameIndex(SIMPLE_NAMES)


def parse_type(cursor: Cursor, types: Mapping[str, AnyType]) -> AnyType:
    """Read a type; a name that is not FEEL's own is looked up in `types` when it is used."""
    with cursor.nested():
        name = _read_type_name(cursor, types)
        if cursor.is_at("<"):
            return _parse_generic(cursor, name, types)
        return simple_type(name) or LaterType(name, types)


def _read_type_name(cursor: Cursor, types: Mapping[str, AnyType]) -> str:
    if cursor.token.kind != "name":
        raise cursor.refusal(Text(N_("the name of a type")))
    hits = [hit for index in (_SIMPLE, NameIndex(types)) if (hit := index.longest(cursor.tokens, cursor.at))]
    size, name = max(hits, key=lambda hit: hit[0], default=(1, cursor.token.text))
    cursor.at += size
    while cursor.is_at(".") and cursor.peek().kind == "name":
        cursor.advance()
        name += "." + cursor.advance().text
    return name


def _parse_generic(cursor: Cursor, name: str, types: Mapping[str, AnyType]) -> AnyType:
    if name == "context":
        return _parse_context(cursor, types)
    if name == "function":
        return _parse_function(cursor, types)
    if name not in ("list", "range"):
        raise cursor.refusal(Text(N_("an operator or the end of the expression")))
    cursor.expect("<")
    item = parse_type(cursor, types)
    cursor.expect(">")
    return ListType(item) if name == "list" else RangeType(item)


def _parse_context(cursor: Cursor, types: Mapping[str, AnyType]) -> AnyType:
    entries = []
    cursor.expect("<")
    while True:
        words = [cursor.advance().text]
        while not cursor.is_at(":") and cursor.token.kind != "end":
            words.append(cursor.advance().text)
        cursor.expect(":")
        entries.append((" ".join(words), parse_type(cursor, types)))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    return ContextType(tuple(entries))


def _parse_function(cursor: Cursor, types: Mapping[str, AnyType]) -> AnyType:
    params: list[AnyType] = []
    cursor.expect("<")
    while not cursor.is_at(">"):
        params.append(parse_type(cursor, types))
        if not cursor.accept(","):
            break
    cursor.expect(">")
    result = parse_type(cursor, types) if cursor.accept("->") else ANY
    return FunctionType(tuple(params), result)
