"""What the search says of one container: sound, or which faults with the way to each, or undecided."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from engine.bpmn.check.budget import Budget, OutOfTimeError
from engine.bpmn.check.soundness.net import BEGIN, Net, read_net
from engine.bpmn.check.soundness.reduction import Reduction
from engine.bpmn.check.soundness.search import EMPTY, Found, Search, State, Step
from engine.bpmn.read.document import Document
from engine.bpmn.read.node import Node

MAX_SECONDS = 0.5
Kind = Literal["deadlock", "lack-of-synchronisation", "improper-completion", "endless"]


@dataclass(frozen=True)
class Fault:
    """A fault with where it shows and the ids of elements and flows on a way to it."""

    kind: Kind
    element: str
    path: tuple[str, ...]
    is_certain: bool = False


@dataclass
class Verdict:
    """The faults of a container.

    `is_decided` is False where not every state could be looked at; `is_beyond` where tokens alone cannot tell, as at a
    complex gateway.
    """

    faults: list[Fault] = field(default_factory=list)
    is_decided: bool = True
    is_beyond: bool = False

    @property
    def is_sound(self) -> bool:
        """Tell whether every state was looked at and nothing is wrong."""
        return self.is_decided and not self.faults


def judge(document: Document, container: Node, whole: Budget | None = None) -> Verdict:
    """Judge what stands directly in a process or sub-process; what it holds further in is judged by itself.

    Takes MAX_SECONDS at most, and no more than is left of the budget for the whole file.
    """
    budget = Budget(MAX_SECONDS, whole)
    if budget.is_spent:
        return Verdict(is_decided=False)
    net = read_net(document, container)
    if not net.is_decidable:
        return Verdict(is_decided=False, is_beyond=True)
    return judge_net(net, budget)


def judge_net(net: Net, budget: Budget) -> Verdict:
    """Judge a net, which is made smaller on the way."""
    try:
        Reduction(net, budget).run()
        search = Search(net, budget)
    except OutOfTimeError:
        return Verdict(is_decided=False)
    found = search.run()
    return Verdict(list(faults_in(search, found)), found.is_complete and not net.is_partial)


def faults_in(search: Search, found: Found) -> Iterator[Fault]:
    """Yield one fault of each kind that a search has seen."""
    ending = _closure(found, EMPTY)
    if found.stuck:
        state = found.stuck[0]
        path = _path(found, state)
        yield Fault("deadlock", _blocked(search, state), path, is_certain=found.is_complete and not found.can_end)
    elif found.is_complete and (endless := [state for state in found.before if state not in ending]):
        path = _path(found, endless[0])
        element = search.takers[min(endless[0])].id
        yield Fault("endless", _drawn(element, path), path, is_certain=not found.can_end)
    for _, (state, step) in sorted(found.doubled.items())[:1]:
        path = (*_path(found, state), *_passed(step))
        yield Fault("lack-of-synchronisation", _drawn(step.node, path), path)
    for name, state in sorted((found.ended_twice | found.cut_off).items())[:1]:
        yield Fault("improper-completion", name, _path(found, state))


def _blocked(search: Search, state: State) -> str:
    """Return the element where tokens wait for others that never come."""
    return min(search.takers[place].id for place in state)


def _drawn(name: str, path: tuple[str, ...]) -> str:
    """Return an id that stands on the diagram: a place between may be the net's own."""
    return name if not name.startswith("*") else next((p for p in reversed(path) if not p.startswith("*")), "")


def _closure(found: Found, goal: State) -> set[State]:
    reached, todo = {goal}, [goal]
    while todo:
        for before in found.backward.get(todo.pop(), ()):
            if before not in reached:
                reached.add(before)
                todo.append(before)
    return reached


def _path(found: Found, state: State) -> tuple[str, ...]:
    """Return the elements and flows on the way to a state, in order."""
    steps: list[Step] = []
    at: tuple[State, Step] | None = found.before[state]
    while at is not None:
        steps.append(at[1])
        at = found.before[at[0]] if at[1].node != BEGIN else None
    passed = [name for step in reversed(steps) for name in _passed(step)]
    return tuple(dict.fromkeys([*passed, *sorted(state)]))


def _passed(step: Step) -> tuple[str, ...]:
    return (*sorted(step.taken), step.node, *step.choice.trail, *sorted(step.choice.places))
