"""Events that are caught again and again: each throw is caught once, however long the catcher has waited before it."""

from collections.abc import Callable, Mapping

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import (
    Shape,
    after,
    catch,
    define,
    edge,
    end,
    escalation,
    escalations,
    on_event,
    signal,
    signals,
    start,
    sub,
    t,
    throw,
)

ROOT = signals("X") + escalations("X") + d.message("M")
CALLED = '<bpmn:process id="q" isExecutable="true">{}</bpmn:process>'
EACH = "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>2</bpmn:loopCardinality>"
EACH += "</bpmn:multiInstanceLoopCharacteristics>"
SIGNAL, ESCALATION = signal("X"), escalation("X")
MESSAGE = define("message", messageRef="m_M")


def pause(id: str) -> str:  # noqa: A002
    return catch(id, after("PT1H"))


def long(prefix: str) -> str:
    """Draw what waits longer than everything else."""
    ids = [f"{prefix}s", f"{prefix}w", f"{prefix}e"]
    return start(ids[0]) + catch(ids[1], after("PT9H")) + end(ids[2]) + d.path(*ids)


def thrower(prefix: str, trigger: str) -> str:
    """Draw a start, and two throws with a wait before each and after."""
    throws = [throw(f"{prefix}y", trigger), throw(f"{prefix}y2", trigger)]
    ids = [f"{prefix}{one}" for one in ("s", "p", "y", "p2", "y2", "p3", "e")]
    waits = [pause(f"{prefix}{one}") for one in ("p", "p2", "p3")]
    return "".join((start(ids[0]), *throws, *waits, end(ids[-1]), d.path(*ids)))


def branches(host: str, beside: str) -> str:
    """Draw an activity and a second one that begin side by side."""
    ways = d.gateway("parallel", "f") + d.gateway("parallel", "j") + d.start() + d.end()
    return ways + host + beside + d.path("begin", "f", host_id(host), "j", "done") + d.path("f", "T", "j")


def host_id(host: str) -> str:
    return host.split('id="', 1)[1].split('"', 1)[0]


def caught(trigger: str, host: str) -> str:
    return edge("b", host, trigger, interrupting=False) + t("h") + end("he") + d.path("b", "h", "he")


def in_process(trigger: str) -> tuple[str, str]:
    return thrower("m", trigger) + on_event("V", trigger, "h", interrupting=False), ""


def in_sub_process(trigger: str) -> tuple[str, str]:
    inside = thrower("m", trigger) + on_event("V", trigger, "h", interrupting=False)
    return d.start() + sub("S", inside) + d.end() + d.path("begin", "S", "done"), ""


def beside_sub_process(trigger: str) -> tuple[str, str]:
    inside = long("l") + on_event("V", trigger, "h", interrupting=False)
    return branches(sub("S", inside), sub("T", thrower("m", trigger))), ""


def at_edge_beside(trigger: str) -> tuple[str, str]:
    return branches(sub("S", long("l")), sub("T", thrower("m", trigger))) + caught(trigger, "S"), ""


def at_edge_around(trigger: str) -> tuple[str, str]:
    return d.start() + sub("S", thrower("m", trigger)) + d.end() + d.path("begin", "S", "done") + caught(
        trigger, "S"
    ), ""


def at_edge_of_call(trigger: str) -> tuple[str, str]:
    call = d.node("callActivity", "S", calledElement="q")
    drawn = d.start() + call + d.end() + d.path("begin", "S", "done") + caught(trigger, "S")
    return drawn, CALLED.format(thrower("m", trigger))


def in_called(trigger: str) -> tuple[str, str]:
    call = d.node("callActivity", "S", calledElement="q")
    inside = long("l") + on_event("V", trigger, "h", interrupting=False)
    return branches(call, sub("T", thrower("m", trigger))), CALLED.format(inside)


def at_edge_of_many(trigger: str) -> tuple[str, str]:
    return branches(sub("S", EACH + long("l")), sub("T", thrower("m", trigger))) + caught(trigger, "S"), ""


def in_each_of_many(trigger: str) -> tuple[str, str]:
    inside = EACH + long("l") + on_event("V", trigger, "h", interrupting=False)
    return branches(sub("S", inside), sub("T", thrower("m", trigger))), ""


def several(trigger: str) -> tuple[str, str]:
    """Draw an event of two definitions, of which one never comes."""
    drawn = branches(sub("S", long("l")), sub("T", thrower("m", trigger)))
    return drawn + caught(trigger + MESSAGE, "S"), ""


Place = Callable[[str], tuple[str, str]]
CASES: Mapping[str, tuple[Place, str, int]] = {
    "a signal in its process": (in_process, SIGNAL, 2),
    "a signal in its sub-process": (in_sub_process, SIGNAL, 2),
    "a signal in a sub-process beside": (beside_sub_process, SIGNAL, 2),
    "a signal at the edge of an activity beside": (at_edge_beside, SIGNAL, 2),
    "a signal at the edge around": (at_edge_around, SIGNAL, 2),
    "a signal at the edge of a call activity": (at_edge_of_call, SIGNAL, 2),
    "a signal in a called process": (in_called, SIGNAL, 2),
    "a signal at the edge of a multi-instance sub-process": (at_edge_of_many, SIGNAL, 2),
    "a signal in each of several sub-processes": (in_each_of_many, SIGNAL, 4),
    "a signal among several definitions": (several, SIGNAL, 2),
    "an escalation in its process": (in_process, ESCALATION, 2),
    "an escalation at the edge around": (at_edge_around, ESCALATION, 2),
    "an escalation at the edge of a call activity": (at_edge_of_call, ESCALATION, 2),
    "a message in its process": (in_process, MESSAGE, 2),
    "a message at the edge of an activity beside": (at_edge_beside, MESSAGE, 2),
    "a message in each of several sub-processes": (in_each_of_many, MESSAGE, 2),
}


def _shape(name: str, place: Place, trigger: str, times: int) -> Shape:
    drawn, called = place(trigger)
    return Shape(
        f"{name} is caught each time it comes", (), (drawn,), " ".join(["h"] * times), root=ROOT + called, wait=12
    )


SHAPES = tuple(_shape(name, *case) for name, case in CASES.items())
