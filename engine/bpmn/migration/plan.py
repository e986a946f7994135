"""What differs between two releases, as far as running instances care."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.bpmn.build.library import Ready
from engine.bpmn.read.element import Element

PASSED_AT_ONCE = frozenset({"startEvent", "endEvent", "intermediateThrowEvent"})


@dataclass(frozen=True)
class Choice:
    """An element without a counterpart, and those it may be mapped to by hand, the likeliest first."""

    element: Element
    candidates: tuple[Element, ...]


@dataclass(frozen=True)
class Plan:
    """How a process stands in two releases; elements with the same id and kind go over as they are."""

    process_id: str
    is_gone: bool
    same: int
    missing: tuple[Choice, ...]
    added: tuple[Element, ...]


def plan(old: Ready, new: Ready) -> list[Plan]:
    """Return the plan of each process of the old release."""
    return [_plan(process_id, old, new) for process_id in sorted(old.definitions)]


def _plan(process_id: str, old: Ready, new: Ready) -> Plan:
    before = old.definitions[process_id].process.elements
    if process_id not in new.definitions:
        return Plan(process_id, is_gone=True, same=0, missing=(), added=())
    after = new.definitions[process_id].process.elements
    kept = {key for key, element in before.items() if key in after and _alike(element, after[key])}
    added = tuple(e for key, e in after.items() if key not in kept)
    missing = tuple(
        Choice(element, tuple(_candidates(element, added, after.values())))
        for key, element in before.items()
        if key not in kept and element.kind not in PASSED_AT_ONCE
    )
    return Plan(process_id, is_gone=False, same=len(kept), missing=missing, added=added)


def _alike(old: Element, new: Element) -> bool:
    """Tell whether a token at one element may stand at the other."""
    return (old.kind, old.event, old.loop is None) == (new.kind, new.event, new.loop is None)


def _candidates(element: Element, added: tuple[Element, ...], after: Iterable[Element]) -> Iterator[Element]:
    fresh = [e for e in added if _alike(element, e)]
    yield from fresh
    yield from (e for e in after if _alike(element, e) and e not in fresh)
