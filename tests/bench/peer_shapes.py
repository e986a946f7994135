"""The processes of `tests.bench.shapes`, drawn for Flowable and for Operaton."""

from xml.sax.saxutils import quoteattr

from tests.bench.shapes import APPEAL, STEPS
from tests.engine import drawing as d

SPACES = {"flowable": "http://flowable.org/bpmn", "operaton": "http://operaton.org/schema/1.0/bpmn"}


def drawn(peer: str) -> dict[str, bytes]:
    """Return the files by the name of their process."""
    return {name: draw(peer) for name, draw in SHAPES.items()}


def _user(peer: str, name: str, inner: str = "") -> str:
    said = f"xmlns:own={quoteattr(SPACES[peer])} own:candidateGroups={quoteattr('clerk')}"
    return f'<bpmn:userTask id="{name}" name="Task {name}" {said}>{inner}</bpmn:userTask>'


def _small(peer: str) -> bytes:
    appeal = [_user(peer, step) for step in APPEAL]
    inside = d.sub("appeal", d.start("in"), *appeal, d.end("out"), d.path("in", *APPEAL, "out"))
    ways = d.path("begin", *STEPS, "how", "done") + d.flow("how", "appeal", "${grade > 9}") + d.flow("appeal", "done")
    steps = [_user(peer, step) for step in STEPS]
    chosen = d.gateway("exclusive", "how", "how__done")
    return d.diagram(d.start(), *steps, chosen, inside, d.end(), ways, process="small")


def _loop(peer: str) -> bytes:
    ways = d.path("begin", "step", "ok") + d.flow("ok", "done", "${decision == 'approve'}")
    ways += d.flow("ok", "step", id="back")
    chosen = d.gateway("exclusive", "ok", default="back")
    return d.diagram(d.start(), _user(peer, "step"), chosen, d.end(), ways, process="loop")


def _many(peer: str) -> bytes:
    each = (
        '<bpmn:multiInstanceLoopCharacteristics isSequential="false"><bpmn:loopCardinality>${size}'
        "</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>"
    )
    ballot = _user(peer, "ballot", each)
    return d.diagram(d.start(), ballot, d.end(), d.path("begin", "ballot", "done"), process="many")


def _waits(peer: str) -> bytes:
    timer = "<bpmn:timerEventDefinition><bpmn:timeDate>${due}</bpmn:timeDate></bpmn:timerEventDefinition>"
    wait = d.node("intermediateCatchEvent", "t", inner=timer)
    parts = [d.start(), wait, _user(peer, "after"), d.end(), d.path("begin", "t", "after", "done")]
    return d.diagram(*parts, process="waits")


SHAPES = {"small": _small, "loop": _loop, "many": _many, "waits": _waits}
