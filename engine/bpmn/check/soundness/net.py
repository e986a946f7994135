"""A process or sub-process as a net of tokens."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Literal

from engine.bpmn.check.standard.events import definitions
from engine.bpmn.check.standard.kinds import ACTIVITIES, FLOW_NODES, SUB_PROCESSES
from engine.bpmn.check.standard.place import container_of, flag
from engine.bpmn.check.ways import beginnings, links
from engine.bpmn.read.document import Document, plain
from engine.bpmn.read.names import bpmn, id_of, local
from engine.bpmn.read.node import Node

Join = Literal["one", "all", "coming"]
Places = frozenset[str]
MAX_CHOICES = 64
MAX_PAIRED = 40
BEGIN = "*begin"


@dataclass(frozen=True)
class Choice:
    """One way an element can go on: the flows that get a token, and the ids passed on the way (for drawing)."""

    places: Places
    trail: tuple[str, ...] = ()
    is_final: bool = False


@dataclass
class Transition:
    """An element of the net; `join` says whether it takes one token, all, or all that can still come."""

    id: str
    join: Join
    inputs: set[str]
    choices: list[Choice]


@dataclass
class Net:
    """Nodes by id, and for each place the node that takes from it and those that give to it."""

    nodes: dict[str, Transition] = field(default_factory=dict)
    is_decidable: bool = True
    # Whether some element has so many ways to go on that only a part of them is looked at.
    is_partial: bool = False
    # Flows that only an event beside an activity leads to: a reminder may go out again before the last one has.
    aside: Places = frozenset()

    @property
    def takers(self) -> dict[str, Transition]:
        """Map each place to the node that takes from it."""
        return {place: node for node in self.nodes.values() for place in node.inputs}


def read_net(document: Document, container: Node) -> Net:
    """Read what stands directly in a process or sub-process; `is_decidable` is False where tokens are not enough."""
    inside = [n for n in container if local(n) in FLOW_NODES and not _is_apart(n) and local(n) != "boundaryEvent"]
    jumps = {id_of(thrown): caught for thrown, caught in links(container) if container_of(thrown) is container}
    net = Net(is_decidable=local(container) != "adHocSubProcess" and not any(map(_is_beyond, inside)))
    edges = _edges(document, container)
    for node in inside:
        name = id_of(node)
        inputs = {_place(flow) for flow in document.incoming.get(name, ())}
        inputs |= {f"*link {source}" for source, target in jumps.items() if target is node}
        net.is_partial |= len(document.outgoing.get(name, ())) > MAX_PAIRED and _may_choose_some(node)
        net.nodes[name] = Transition(name, _join(node, inputs), inputs, _choices(document, node, edges, name in jumps))
    net.nodes[BEGIN] = Transition(BEGIN, "one", set(), _starts(document, container, net))
    net.aside = _aside(document, net, [event for events in edges.values() for event in events])
    return net


def _aside(document: Document, net: Net, events: list[Node]) -> Places:
    beside = [event for event in events if not flag(event, "cancelActivity", default=True)]
    flows = {_place(flow) for event in beside for flow in document.outgoing.get(id_of(event), ())}
    return frozenset(_onward(net, flows, frozenset()) - _onward(net, _first(net), flows))


def _first(net: Net) -> set[str]:
    return {place for choice in net.nodes[BEGIN].choices for place in choice.places}


def _onward(net: Net, begin: set[str], without: Iterable[str]) -> set[str]:
    takers, reached, todo = net.takers, set(begin), list(begin)
    while todo:
        ahead = {place for choice in takers[todo.pop()].choices for place in choice.places}
        for place in ahead - reached - set(without):
            reached.add(place)
            todo.append(place)
    return reached


def _may_choose_some(node: Node) -> bool:
    return local(node) not in ("exclusiveGateway", "eventBasedGateway", "parallelGateway")


def _place(flow: Node) -> str:
    """Return the place of a flow: its id, or its position where it has none."""
    return flow.get("id") or f"*flow {list(flow.getparent()).index(flow)}"


def _is_apart(node: Node) -> bool:
    return flag(node, "isForCompensation") or (local(node) in SUB_PROCESSES and flag(node, "triggeredByEvent"))


def _is_beyond(node: Node) -> bool:
    """Tell whether an element counts tokens in a way the net does not."""
    counts = node.get("startQuantity", "1") != "1" or node.get("completionQuantity", "1") != "1"
    return counts or local(node) == "complexGateway"


def _edges(document: Document, container: Node) -> dict[str, list[Node]]:
    """Map an activity's id to the boundary events that lead somewhere."""
    found: dict[str, list[Node]] = {}
    for event in container.iterchildren(bpmn("boundaryEvent")):
        if "compensate" not in definitions(document, event):
            found.setdefault(plain(event.get("attachedToRef")), []).append(event)
    return found


def _join(node: Node, inputs: set[str]) -> Join:
    if len(inputs) > 1 and local(node) == "parallelGateway":
        return "all"
    if len(inputs) > 1 and local(node) == "inclusiveGateway":
        return "coming"
    return "one"


def _starts(document: Document, container: Node, net: Net) -> list[Choice]:
    """Return how the container may begin: at one of its start events, or where nothing leads to, all together."""
    first = [node for node in beginnings(document, container) if not _is_apart(node)]
    if any(local(node) == "startEvent" or flag(node, "instantiate") for node in first):
        groups = [[node] for node in first]
    else:
        groups = [first] if first else []
    choices = []
    for group in groups:
        places = [_entry(net, id_of(node)) for node in group]
        choices.append(Choice(frozenset(places)))
    return choices


def _entry(net: Net, name: str) -> str:
    place = f"*begin {name}"
    net.nodes[name].inputs.add(place)
    return place


def _choices(document: Document, node: Node, edges: dict[str, list[Node]], is_link: bool) -> list[Choice]:
    name, kind = id_of(node), local(node)
    if is_link:
        return [Choice(frozenset([f"*link {name}"]))]
    flows = document.outgoing.get(name, [])
    normal = _ways(node, kind, flows) or [frozenset[str]()]
    ends_all = kind == "endEvent" and bool({"terminate", "error", "cancel"} & set(definitions(document, node)))
    choices = [Choice(places, is_final=ends_all) for places in normal]
    beside: dict[str, Places] = {}
    for event in edges.get(name, []) if kind in ACTIVITIES else []:
        taken = frozenset(_place(flow) for flow in document.outgoing.get(id_of(event), ()))
        if flag(event, "cancelActivity", default=True):
            choices.append(Choice(taken, (id_of(event),)))
        else:
            beside[id_of(event)] = taken
    # Once beside the activity is enough: more of the same is for the timer to say.
    groups = _subsets(list(beside)) if beside else ()
    return choices + [
        Choice(c.places.union(*(beside[event] for event in some)), c.trail + some, c.is_final)
        for c in choices
        for some in groups
    ]


def _ways(node: Node, kind: str, flows: list[Node]) -> list[Places]:
    names = [_place(flow) for flow in flows]
    if kind in ("exclusiveGateway", "eventBasedGateway"):
        return [frozenset([name]) for name in names]
    default = plain(node.get("default"))
    open_ = [_place(f) for f in flows if f.find(bpmn("conditionExpression")) is not None or kind == "inclusiveGateway"]
    open_ = [name for name in open_ if name != default]
    always = frozenset(name for name in names if name not in open_ and name != default)
    if not open_:
        return [frozenset(names)] if names else []
    chosen = [always | frozenset(some) for some in _subsets(open_)]
    fallback = always | ({default} if default else set())
    return [*chosen, fallback] if fallback else chosen


def _subsets(names: list[str]) -> Iterable[tuple[str, ...]]:
    """Return every way to take some of the flows; of many, one alone, two, and all; of very many, not every two."""
    if len(names) > MAX_PAIRED:
        return [*((name,) for name in names), *pairwise(names), tuple(names)]
    sizes = range(1, len(names) + 1) if len(names) <= 6 else (1, 2, len(names))
    return [some for size in sizes for some in combinations(names, size)]
