"""Hit policies: from the rules that match to the table's result (DMN 1.5 section 8.2.10)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from engine.base.text import N_, Text
from engine.feel.comparison import compare, equal
from engine.feel.errors import FeelNullError
from engine.feel.numbers import CONTEXT

#: Output values of one column in order of priority, highest first; none where the table does not list them.
Priorities = list[list[Any]]


@dataclass(frozen=True)
class Hit:
    """A rule that matched, with its outputs by column."""

    index: int
    outputs: tuple[Any, ...]
    value: Any


#: Takes the hits in rule order, returns the result and the hits that gave it.
Policy = Callable[[list[Hit], Priorities], tuple[Any, list[Hit]]]


def _unique(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    if len(hits) > 1:
        rules = ", ".join(str(hit.index) for hit in hits)
        raise FeelNullError(Text(N_("Only one rule may match, but these do: %(rules)s."), {"rules": rules}))
    return hits[0].value, hits


def _any(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    if not all(equal(hits[0].value, hit.value) for hit in hits):
        rules = ", ".join(str(hit.index) for hit in hits)
        raise FeelNullError(Text(N_("These rules match and disagree: %(rules)s."), {"rules": rules}))
    return hits[0].value, hits


def _first(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    return hits[0].value, hits[:1]


def _priority(hits: list[Hit], priorities: Priorities) -> tuple[Any, list[Hit]]:
    best = _by_priority(hits, priorities)[:1]
    return best[0].value, best


def _by_priority(hits: list[Hit], priorities: Priorities) -> list[Hit]:
    def ranks(hit: Hit) -> list[int]:
        return [_rank(value, order) for value, order in zip(hit.outputs, priorities, strict=True)]

    return sorted(hits, key=ranks)


def _rank(value: Any, order: list[Any]) -> int:
    return next((rank for rank, other in enumerate(order) if equal(value, other)), len(order))


def _rule_order(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    return [hit.value for hit in hits], hits


def _output_order(hits: list[Hit], priorities: Priorities) -> tuple[Any, list[Hit]]:
    ordered = _by_priority(hits, priorities)
    return [hit.value for hit in ordered], ordered


def _count(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    return Decimal(len(hits)), hits


def _sum(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
    result = Decimal(0)
    for hit in hits:
        if type(hit.value) is not Decimal:
            raise FeelNullError(Text(N_("Every item of the list must be a number.")))
        result = CONTEXT.add(result, hit.value)
    return result, hits


def _extreme(sign: str) -> Policy:
    def extreme(hits: list[Hit], _: Priorities) -> tuple[Any, list[Hit]]:
        best = hits[0]
        for hit in hits[1:]:
            answer = compare(sign, hit.value, best.value)
            if answer is None:
                raise FeelNullError(Text(N_("The items of the list cannot be compared.")))
            best = hit if answer else best
        return best.value, [hit for hit in hits if equal(hit.value, best.value)]

    return extreme


POLICIES: dict[str, Policy] = {
    "UNIQUE": _unique,
    "ANY": _any,
    "FIRST": _first,
    "PRIORITY": _priority,
    "RULE ORDER": _rule_order,
    "OUTPUT ORDER": _output_order,
    "COLLECT": _rule_order,
    "COLLECT SUM": _sum,
    "COLLECT COUNT": _count,
    "COLLECT MIN": _extreme("<"),
    "COLLECT MAX": _extreme(">"),
}
#: Policies that look at the order of the output values.
RANKED = ("PRIORITY", "OUTPUT ORDER")
