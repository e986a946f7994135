"""Functions that make lists of lists (DMN 1.5 table 75)."""

from decimal import Decimal
from functools import cmp_to_key
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import as_compared, equal
from engine.feel.errors import FeelLimitError, FeelNullError
from engine.feel.frame import Root
from engine.feel.functions import Function
from engine.feel.limits import MAX_LIST, MAX_NESTING
from engine.feel.numbers import whole


def _index(items: list[Any], position: Decimal, *, beyond: int = 0) -> int:
    """Return a position counted from 1, or from the end if negative, as an index."""
    number = int(position)
    if number == 0 or not -len(items) <= number <= len(items) + beyond:
        raise FeelNullError(Text(N_("The list has no item %(index)s."), {"index": position}))
    return number - 1 if number > 0 else len(items) + number


@builtin("list contains", "list: list", "element: any")
def list_contains(items: list[Any], element: Any) -> bool:
    """Say whether a list has an item equal to the element."""
    return any(equal(item, element) for item in items)


@builtin("sublist", "list: list", "start position: number", "?length: number")
def sublist(items: list[Any], start: Decimal, length: Decimal | None = None) -> list[Any]:
    """Return items from a position on."""
    first = _index(items, start)
    if length is None:
        return items[first:]
    size = whole(length)
    if size is None or size < 1 or first + size > len(items):
        raise FeelNullError(Text(N_("The list has no such part.")))
    return items[first : first + size]


@builtin("append", "list: list", "*item: any")
def append(items: list[Any], added: list[Any]) -> list[Any]:
    """Return a list with items added at its end."""
    return [*items, *added]


@builtin("concatenate", "*list: list")
def concatenate(lists: list[list[Any]]) -> list[Any]:
    """Return the lists as one."""
    _check_total(lists)
    return [item for items in lists for item in items]


def _check_total(lists: list[list[Any]]) -> None:
    if sum(map(len, lists)) > MAX_LIST:
        raise FeelLimitError(Text(N_("A list has more than %(limit)s items."), {"limit": MAX_LIST}))


@builtin("insert before", "list: list", "position: number", "newItem: any")
def insert_before(items: list[Any], position: Decimal, new_item: Any) -> list[Any]:
    """Return a list with an item put in before a position."""
    at = _index(items, position)
    return [*items[:at], new_item, *items[at:]]


@builtin("remove", "list: list", "position: number")
def remove(items: list[Any], position: Decimal) -> list[Any]:
    """Return a list without the item at a position."""
    at = _index(items, position)
    return [*items[:at], *items[at + 1 :]]


@builtin("list replace", "list: list", "position: number", "newItem: any")
def replace_at(items: list[Any], position: Decimal, new_item: Any) -> list[Any]:
    """Return a list with the item at a position replaced."""
    at = _index(items, position)
    return [*items[:at], new_item, *items[at + 1 :]]


@builtin("list replace", "list: list", "match: function", "newItem: any", wants_root=True)
def replace_matching(root: Root, items: list[Any], match: Function, new_item: Any) -> list[Any]:
    """Return a list with the items replaced for which a function of item and new item is true."""
    if match.arity() not in (None, 2):
        raise FeelNullError(Text(N_("The function must take two arguments.")))
    replaced = []
    for item in items:
        answer = match.invoke([item, new_item], root)
        if not isinstance(answer, bool):
            raise FeelNullError(Text(N_("The function must answer true or false.")))
        replaced.append(new_item if answer else item)
    return replaced


@builtin("reverse", "list: list")
def reverse(items: list[Any]) -> list[Any]:
    """Return a list from its end to its start."""
    return items[::-1]


@builtin("index of", "list: list", "match: any")
def index_of(items: list[Any], match: Any) -> list[Decimal]:
    """Return the positions of items equal to the match."""
    return [Decimal(at) for at, item in enumerate(items, 1) if equal(item, match)]


@builtin("union", "*list: list", wants_root=True)
def union(root: Root, lists: list[list[Any]]) -> list[Any]:
    """Return the lists as one, each value once."""
    return distinct_values(root, concatenate(lists))  # type: ignore[no-any-return]


@builtin("distinct values", "list: list", wants_root=True)
def distinct_values(root: Root, items: list[Any]) -> list[Any]:
    """Return a list with each value once, where it comes first."""
    seen: list[Any] = []
    simple: set[Any] = set()
    for item in items:
        if type(item) in (str, Decimal):
            if as_compared(item) not in simple:
                simple.add(as_compared(item))
                seen.append(item)
            continue
        root.spend(3 * len(seen))
        if not any(equal(item, other) for other in seen):
            seen.append(item)
    return seen


@builtin("flatten", "list: list", wants_root=True)
def flatten(root: Root, items: list[Any]) -> list[Any]:
    """Return the items of a list and of all lists in it."""
    flat: list[Any] = []
    waiting = [iter(items)]
    while waiting:
        if len(waiting) > MAX_NESTING:
            raise FeelLimitError(Text(N_("The expression is nested deeper than %(limit)s."), {"limit": MAX_NESTING}))
        for item in waiting[-1]:
            root.spend(1)
            if isinstance(item, list):
                waiting.append(iter(item))
                break
            flat.append(item)
        else:
            waiting.pop()
    return flat


@builtin("sort", "list: list", "precedes: function", wants_root=True)
def sort(root: Root, items: list[Any], precedes: Function) -> list[Any]:
    """Return a list in the order a function of two items gives."""
    if precedes.arity() not in (None, 2):
        raise FeelNullError(Text(N_("The function must take two arguments.")))

    def order(left: Any, right: Any) -> int:
        if _precedes(root, precedes, left, right):
            return -1
        return 1 if _precedes(root, precedes, right, left) else 0

    return sorted(items, key=cmp_to_key(order))


def _precedes(root: Root, precedes: Function, left: Any, right: Any) -> bool:
    answer = precedes.invoke([left, right], root)
    if not isinstance(answer, bool):
        raise FeelNullError(Text(N_("The function must answer true or false.")))
    return answer


@builtin("partition", "list: list", "size: number")
def partition(items: list[Any], size: Decimal) -> list[Any]:
    """Return a list cut into lists of a size."""
    step = whole(size)
    if step is None or step < 1:
        raise FeelNullError(Text(N_("The list has no such part.")))
    return [items[at : at + step] for at in range(0, len(items), step)]
