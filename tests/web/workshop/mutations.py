"""Diagrams gone wrong at random: one to four small damages to a good one."""

from collections.abc import Callable
from random import Random

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
TAGS = [
    *("task", "userTask", "scriptTask", "serviceTask", "receiveTask", "callActivity"),
    *("subProcess", "transaction", "adHocSubProcess"),
    *("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"),
    *("exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway", "eventBasedGateway"),
    *("sequenceFlow", "dataObject", "laneSet", "lane", "message", "process", "collaboration", "association"),
    *("timerEventDefinition", "linkEventDefinition", "terminateEventDefinition"),
    *("multiInstanceLoopCharacteristics", "standardLoopCharacteristics"),
]
NAMES = [
    *("id", "sourceRef", "targetRef", "default", "attachedToRef", "messageRef", "calledElement", "processRef"),
    *("isExecutable", "triggeredByEvent", "isForCompensation", "instantiate", "cancelActivity"),
    *("startQuantity", "gatewayDirection", "loopMaximum"),
]
VALUES = (
    "",
    "true",
    "-1",
    "0",
    "=",
    "=1 +",
    "${x}",
    "a b",
    "gone",
    "x:y",
    "99999999999999999999",
    "ộ",
    "\u202e",
    "R/PT0S",
)
Damage = Callable[[Random, list[etree._Element]], None]


def remove(random: Random, nodes: list[etree._Element]) -> None:
    node = random.choice(nodes)
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def double(random: Random, nodes: list[etree._Element]) -> None:
    node = random.choice(nodes)
    parent = node.getparent()
    if parent is not None:
        parent.insert(random.randrange(len(parent) + 1), etree.fromstring(etree.tostring(node)))


def move(random: Random, nodes: list[etree._Element]) -> None:
    node, holder = random.choice(nodes), random.choice(nodes)
    if node.getparent() is not None and node not in [holder, *holder.iterancestors()]:
        holder.insert(random.randrange(len(holder) + 1), node)


def rename(random: Random, nodes: list[etree._Element]) -> None:
    random.choice(nodes).tag = f"{{{BPMN}}}{random.choice(TAGS)}"


def set_attribute(random: Random, nodes: list[etree._Element]) -> None:
    known = [str(node.get("id")) for node in nodes if node.get("id")]
    random.choice(nodes).set(random.choice(NAMES), random.choice([*VALUES, *known[:20]]))


def drop_attribute(random: Random, nodes: list[etree._Element]) -> None:
    node = random.choice(nodes)
    if node.attrib:
        del node.attrib[random.choice(list(node.attrib))]


def set_text(random: Random, nodes: list[etree._Element]) -> None:
    random.choice(nodes).text = random.choice(VALUES)


def swap_values(random: Random, nodes: list[etree._Element]) -> None:
    one, two = (random.choice([node for node in nodes if node.attrib]) for _ in range(2))
    name, other = random.choice(list(one.attrib)), random.choice(list(two.attrib))
    one.set(name, two.get(other, ""))


DAMAGES: tuple[Damage, ...] = (
    remove, double, move, rename, set_attribute, set_attribute, drop_attribute, set_text, swap_values,
)  # fmt: skip


def mutated(seed: int, diagrams: list[bytes]) -> bytes:
    """Return a damaged diagram: mostly well-formed, sometimes with bytes changed."""
    random = Random(seed)
    data = random.choice(diagrams)
    if random.random() < 0.15:
        return _with_bytes_changed(random, data)
    root = etree.fromstring(data)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        nodes = [node for node in root.iter() if isinstance(node.tag, str)]
        random.choice(DAMAGES)(random, nodes)
    return etree.tostring(root)


def _with_bytes_changed(random: Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(random.randrange(1, 6)):
        place = random.randrange(len(changed))
        how = random.randrange(3)
        if how == 0:
            changed[place] = random.randrange(256)
        elif how == 1:
            del changed[place : place + random.randrange(1, 30)]
        else:
            changed[place:place] = random.choice([b"<", b">", b"&", b"\x00", b"\xff", b'"', b"]]>", b"<!--"])
    return bytes(changed)
