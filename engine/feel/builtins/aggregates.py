"""Functions that make one value of a list (DMN 1.5 table 75)."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel.builtins.registry import builtin
from engine.feel.comparison import compare
from engine.feel.errors import FeelNullError
from engine.feel.numbers import CONTEXT


def aggregate(name: str, kind: str = "list") -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function that takes a list, or its items as arguments."""

    def registered(function: Callable[..., Any]) -> Callable[..., Any]:
        builtin(name, f"{kind}: list")(function)
        builtin(name, "c1: any", "*c: any")(lambda first, rest: function([first, *rest]))
        return function

    return registered


def _numbers(items: list[Any]) -> list[Decimal]:
    if not all(type(item) is Decimal for item in items):
        raise FeelNullError(Text(N_("Every item of the list must be a number.")))
    return items


def _some_numbers(items: list[Any]) -> list[Decimal]:
    if not items:
        raise FeelNullError(Text(N_("The list is empty.")))
    return _numbers(items)


@aggregate("count")
def count(items: list[Any]) -> Decimal:
    """Return the number of items."""
    return Decimal(len(items))


@aggregate("sum")
def total(items: list[Any]) -> Decimal:
    """Return the sum of numbers."""
    result = Decimal(0)
    for number in _some_numbers(items):
        result = CONTEXT.add(result, number)
    return result


@aggregate("product")
def product(items: list[Any]) -> Decimal:
    """Return the product of numbers."""
    result = Decimal(1)
    for number in _some_numbers(items):
        result = CONTEXT.multiply(result, number)
    return result


@aggregate("mean")
def mean(items: list[Any]) -> Decimal:
    """Return the average of numbers."""
    return CONTEXT.divide(total(items), Decimal(len(items)))


@aggregate("median")
def median(items: list[Any]) -> Decimal:
    """Return the middle one of numbers, or the average of the two in the middle."""
    numbers = sorted(_some_numbers(items))
    middle = len(numbers) // 2
    if len(numbers) % 2:
        return numbers[middle]
    return CONTEXT.divide(CONTEXT.add(numbers[middle - 1], numbers[middle]), Decimal(2))


@aggregate("stddev")
def standard_deviation(items: list[Any]) -> Decimal:
    """Return the standard deviation of a sample of at least two numbers."""
    numbers = _some_numbers(items)
    if len(numbers) < 2:
        raise FeelNullError(Text(N_("At least two numbers are needed.")))
    average = mean(numbers)
    squares = [CONTEXT.power(CONTEXT.subtract(number, average), Decimal(2)) for number in numbers]
    return CONTEXT.sqrt(CONTEXT.divide(total(squares), Decimal(len(numbers) - 1)))


@aggregate("mode")
def mode(items: list[Any]) -> list[Decimal]:
    """Return the most frequent numbers in ascending order."""
    counts: dict[Decimal, int] = {}
    for number in _numbers(items):
        counts[number] = counts.get(number, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(number for number, times in counts.items() if times == most)


def _extreme(items: list[Any], sign: str) -> Any:
    if not items:
        raise FeelNullError(Text(N_("The list is empty.")))
    best = items[0]
    for item in items[1:] or [best]:
        answer = compare(sign, item, best)
        if answer is None:
            raise FeelNullError(Text(N_("The items of the list cannot be compared.")))
        best = item if answer else best
    return best


@aggregate("min")
def minimum(items: list[Any]) -> Any:
    """Return the smallest item."""
    return _extreme(items, "<")


@aggregate("max")
def maximum(items: list[Any]) -> Any:
    """Return the largest item."""
    return _extreme(items, ">")


def _logic(items: list[Any], decides: bool) -> bool | None:
    if any(item is decides for item in items):
        return decides
    if not all(isinstance(item, bool) for item in items):
        raise FeelNullError(Text(N_("Every item of the list must be true or false.")))
    return not decides


@aggregate("all")
def all_true(items: list[Any]) -> bool | None:
    """Say whether every item is true."""
    return _logic(items, decides=False)


@aggregate("any")
def any_true(items: list[Any]) -> bool | None:
    """Say whether some item is true."""
    return _logic(items, decides=True)
