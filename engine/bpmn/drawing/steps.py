"""A diagram as a list of its steps, for who reads it rather than looks at it."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from engine.bpmn.read.document import Document, plain, references
from engine.bpmn.read.names import bpmn, extensions, id_of, local
from engine.bpmn.read.node import Node

ENGLISH = "name:en"
NODES = ("Task", "task", "Event", "Activity", "Gateway", "ubProcess", "transaction")


@dataclass(frozen=True)
class Step:
    """A step that has a name: an activity or an event, with the lane it stands in."""

    id: str
    name: str
    lane: str
    is_event: bool


@dataclass(frozen=True)
class Part:
    """A process of a diagram with its steps, in the order in which they are reached."""

    name: str
    steps: tuple[Step, ...]


def written(node: Node, language: str) -> str:
    """Return an element's name in a language, as its author broke it; the English one is kept beside the Vietnamese."""
    english = next((p.get("value") for p in extensions(node, "properties/property") if p.get("name") == ENGLISH), None)
    return (english if language == "en" else None) or node.get("name") or ""


def name_of(node: Node, language: str) -> str:
    """Return an element's name in one line."""
    return " ".join(written(node, language).split())


def parts_of(document: Document, language: str) -> tuple[Part, ...]:
    """Return the processes of a file with their steps."""
    return tuple(
        Part(name_of(process, language), tuple(_steps(process, language))) for process in document.all("process")
    )


def _steps(process: Node, language: str) -> Iterator[Step]:
    """Yield the named steps as far as a list can say their order; gateways are left out."""
    lanes = {
        ref: name_of(lane, language) for lane in process.iter(bpmn("lane")) for ref in references(lane, "flowNodeRef")
    }
    for node in _in_order(process):
        name = name_of(node, language)
        if name and not local(node).endswith("Gateway"):
            yield Step(id_of(node), name, lanes.get(id_of(node), ""), local(node).endswith("Event"))


def _in_order(process: Node) -> Iterator[Node]:
    """Yield the nodes of a process as flows lead to them, events on edges after what they stand on; then the rest."""
    nodes = {id_of(one): one for one in process.iter() if id_of(one) and local(one).endswith(NODES)}
    after: dict[str, list[str]] = {}
    for flow in process.iter(bpmn("sequenceFlow")):
        after.setdefault(plain(flow.get("sourceRef")), []).append(plain(flow.get("targetRef")))
    led_to = {target for targets in after.values() for target in targets}
    for name, one in nodes.items():
        if name not in led_to:
            after.setdefault(plain(one.get("attachedToRef")) or id_of(one.getparent()), []).append(name)
    waiting = deque([*after.get(id_of(process), ()), *nodes])
    reached: set[str] = set()
    while waiting:
        name = waiting.popleft()
        if name in nodes and name not in reached:
            reached.add(name)
            yield nodes[name]
            waiting.extendleft(reversed(after.get(name, ())))
