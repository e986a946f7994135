"""Functions of strings (DMN 1.5 table 74); positions count characters, not bytes."""

from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelNullError
from engine.feel.limits import MAX_STRING
from engine.feel.patterns import find_pattern, matches_pattern, replace_pattern, split_pattern


@builtin("substring", "string: string", "start position: number", "?length: number")
def substring(string: str, start: Decimal, length: Decimal | None = None) -> str:
    """Return part of a string, from a position counted from 1, or from the end if negative."""
    first = int(start)
    if first == 0 or abs(first) > len(string) or (length is not None and int(length) < 1):
        raise FeelNullError(Text(N_("The string has no such part.")))
    begin = first - 1 if first > 0 else len(string) + first
    return string[begin:] if length is None else string[begin : begin + int(length)]


@builtin("string length", "string: string")
def string_length(string: str) -> Decimal:
    """Return the number of characters."""
    return Decimal(len(string))


@builtin("upper case", "string: string")
def upper_case(string: str) -> str:
    """Return a string in capitals."""
    return string.upper()


@builtin("lower case", "string: string")
def lower_case(string: str) -> str:
    """Return a string in small letters."""
    return string.lower()


@builtin("trim", "string: string")
def trim(string: str) -> str:
    """Return a string without spaces around it."""
    return string.strip()


@builtin("substring before", "string: string", "match: string")
def substring_before(string: str, match: str) -> str:
    """Return what stands before the first match, nothing if there is none."""
    return string.split(match, 1)[0] if match and match in string else ""


@builtin("substring after", "string: string", "match: string")
def substring_after(string: str, match: str) -> str:
    """Return what stands after the first match, nothing if there is none."""
    if not match:
        return string
    return string.split(match, 1)[1] if match in string else ""


@builtin("contains", "string: string", "match: string")
def contains(string: str, match: str) -> bool:
    """Say whether a string holds another."""
    return match in string


@builtin("starts with", "string: string", "match: string")
def starts_with(string: str, match: str) -> bool:
    """Say whether a string begins with another."""
    return string.startswith(match)


@builtin("ends with", "string: string", "match: string")
def ends_with(string: str, match: str) -> bool:
    """Say whether a string ends with another."""
    return string.endswith(match)


@builtin("matches", "input: string", "pattern: string")
@builtin("matches", "input: string", "pattern: string", "flags: any")
def matches(string: str, pattern: str, flags: Any = "") -> bool:
    """Say whether a regular expression matches somewhere."""
    return matches_pattern(string, pattern, _flags(flags))


@builtin("replace", "input: string", "pattern: string", "replacement: string")
@builtin("replace", "input: string", "pattern: string", "replacement: string", "flags: any")
def replace(string: str, pattern: str, replacement: str, flags: Any = "") -> str:
    """Replace every match of a regular expression."""
    return replace_pattern(string, (pattern, _flags(flags)), replacement)


@builtin("extract", "input: string", "pattern: string")
@builtin("extract", "input: string", "pattern: string", "flags: any")
def extract(string: str, pattern: str, flags: Any = "") -> list[str]:
    """Return every match of a regular expression."""
    return find_pattern(string, pattern, _flags(flags))


@builtin("split", "string: string", "delimiter: string")
def split(string: str, delimiter: str) -> list[str]:
    """Cut a string at every match of a regular expression."""
    return split_pattern(string, delimiter)


def _flags(flags: Any) -> str:
    if flags is not None and not isinstance(flags, str):
        raise FeelNullError(Text(N_("The flags of a pattern must be text.")))
    return flags or ""


@builtin("string join", "list: list")
@builtin("string join", "list: list", "delimiter: any")
def string_join(items: list[Any], delimiter: Any = "") -> str:
    """Join strings, leaving nulls out."""
    texts = [item for item in items if item is not None]
    if not all(isinstance(item, str) for item in texts) or not isinstance(delimiter, str | None):
        raise FeelNullError(Text(N_("Only strings can be joined.")))
    between = delimiter or ""
    if sum(map(len, texts)) + len(between) * len(texts) > 2 * MAX_STRING:
        raise FeelNullError(Text(N_("A text is longer than %(limit)s characters."), {"limit": MAX_STRING}))
    return between.join(texts)
