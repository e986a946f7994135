"""Diagrams with a drawing, written as a few calls: each element at a place."""

from xml.sax.saxutils import quoteattr

from tests.engine.drawing import HEAD

NAMESPACES = (
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" '
)
EVENTS = (
    *(("startEvent", kind) for kind in ("", "message", "timer", "conditional", "signal")),
    *(("intermediateCatchEvent", kind) for kind in ("message", "timer", "conditional", "link", "signal")),
    *(("intermediateThrowEvent", kind) for kind in ("", "message", "escalation", "link", "signal", "compensate")),
    *(
        ("endEvent", kind)
        for kind in ("", "message", "error", "escalation", "signal", "compensate", "cancel", "terminate")
    ),
)
TASKS = ("task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask", "scriptTask", "businessRuleTask")
GATEWAYS = ("exclusive", "parallel", "inclusive", "complex", "eventBased")
LOOPS = (
    "<bpmn:standardLoopCharacteristics/>",
    "<bpmn:multiInstanceLoopCharacteristics/>",
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true"/>',
)
QUIET = ("message", "timer", "escalation", "conditional", "signal")


def file(*parts: str, shapes: str = "", around: str = "", plane: str = "p") -> bytes:
    """Return a BPMN file of one process with a drawing."""
    head = HEAD.replace("xmlns:zeebe", f"{NAMESPACES}xmlns:zeebe")
    process = f'<bpmn:process id="p" name="Một quy trình" isExecutable="true">{"".join(parts)}</bpmn:process>'
    drawn = f'<bpmndi:BPMNPlane id="P" bpmnElement="{plane}">{shapes}</bpmndi:BPMNPlane>'
    drawing = f'<bpmndi:BPMNDiagram id="D">{drawn}</bpmndi:BPMNDiagram>'
    return f"{head}{around}{process}{drawing}</bpmn:definitions>".encode()


def one(kind: str, name: str, inner: str = "", **attributes: str) -> str:
    """Return an element whose id is its name, as are those it refers to."""
    known = {key: named(value) if key.endswith("Ref") else value for key, value in attributes.items()}
    told = "".join(f" {key}={quoteattr(value)}" for key, value in {"id": named(name), "name": name, **known}.items())
    return f"<bpmn:{kind}{told}>{inner}</bpmn:{kind}>"


def named(name: str) -> str:
    """Return the id of what has a name."""
    return name.replace(" ", "_")


def at(name: str, x: object, y: object, width: object = 100, height: object = 80, inner: str = "", **told: str) -> str:
    """Return where a shape stands."""
    more = "".join(f" {key}={quoteattr(value)}" for key, value in told.items())
    bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/>'
    ids = f"id={quoteattr(f's_{named(name)}')} bpmnElement={quoteattr(named(name))}"
    return f"<bpmndi:BPMNShape {ids}{more}>{bounds}{inner}</bpmndi:BPMNShape>"


def line(name: str, *points: tuple[object, object]) -> str:
    """Return where a line runs."""
    course = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    return f'<bpmndi:BPMNEdge id="e_{name}" bpmnElement="{name}">{course}</bpmndi:BPMNEdge>'


def every_shape() -> bytes:
    """Return a diagram with each kind of shape and line, side by side."""
    parts, shapes = [], []
    for number, (kind, of) in enumerate(EVENTS):
        name = f"{kind} {of}".strip()
        parts.append(one(kind, name, f"<bpmn:{of}EventDefinition/>" if of else ""))
        shapes.append(at(name, 60 + number % 8 * 130, 60 + number // 8 * 110, 36, 36))
    for number, kind in enumerate(TASKS):
        parts.append(one(kind, kind, LOOPS[number] if number < len(LOOPS) else ""))
        shapes.append(at(kind, 40 + number * 130, 420))
        if number < len(QUIET):
            edge = f"{QUIET[number]} quiet"
            inner = f"<bpmn:{QUIET[number]}EventDefinition/>"
            parts.append(one("boundaryEvent", edge, inner, attachedToRef=kind, cancelActivity="false"))
            shapes.append(at(edge, 100 + number * 130, 482, 36, 36))
    for number, kind in enumerate(GATEWAYS):
        parts.append(one(f"{kind}Gateway", kind))
        shapes.append(at(kind, 60 + number * 130, 570, 50, 50, isMarkerVisible="true"))
    more_parts, more_shapes = _larger()
    return file(*parts, more_parts, shapes="".join(shapes) + more_shapes)


def _larger() -> tuple[str, str]:
    """Return what holds others, data, notes, and the lines between them."""
    inside = one("task", "within")
    parts = [
        one("subProcess", "open", inside),
        one("subProcess", "folded"),
        one("transaction", "bound"),
        one(
            "subProcess", "of an event", one("startEvent", "its start", isInterrupting="false"), triggeredByEvent="true"
        ),
        one("callActivity", "called", isForCompensation="true"),
        one("adHocSubProcess", "as it comes"),
        '<bpmn:dataObject id="data" isCollection="true"/>',
        one("dataObjectReference", "papers", dataObjectRef="data"),
        one("dataStoreReference", "store"),
        '<bpmn:textAnnotation id="note"><bpmn:text>A note to read</bpmn:text></bpmn:textAnnotation>',
        '<bpmn:group id="group"/>',
        one("sequenceFlow", "on", sourceRef="open", targetRef="folded"),
        one("sequenceFlow", "else", sourceRef="folded", targetRef="bound"),
        one("sequenceFlow", "when", "<bpmn:conditionExpression/>", sourceRef="called", targetRef="of an event"),
        '<bpmn:association id="noted" sourceRef="called" targetRef="note" associationDirection="One"/>',
    ]
    shapes = [
        at("open", 40, 680, 260, 140, isExpanded="true"),
        at("within", 120, 710),
        at("folded", 360, 710),
        at("bound", 520, 690, 140, 120, isExpanded="true"),
        at("of an event", 720, 690, 140, 120, isExpanded="true"),
        at("called", 920, 710),
        at("as it comes", 920, 850),
        at("papers", 60, 850, 36, 50),
        at("store", 160, 850, 50, 50),
        at("note", 260, 850, 120, 40),
        at("group", 430, 850, 200, 90),
        line("on", (300, 750), (360, 750)),
        line("else", (460, 750), (490, 750), (490, 790), (520, 790)),
        line("when", (920, 750), (860, 750)),
        line("noted", (970, 790), (970, 830), (380, 830), (380, 850)),
    ]
    return "".join(parts).replace('id="folded"', 'id="folded" default="else"'), "".join(shapes)
