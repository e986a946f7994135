"""A right and a wrong diagram for each rule of the standard, as small as they can be."""

from tests.engine import drawing as d
from tests.engine.drawing import HEAD

END = "</bpmn:definitions>"
ASIDE = '<bpmn:process id="q"/>'


def file(*parts: str) -> bytes:
    """Return a file of root elements."""
    return (HEAD + "".join(parts) + END).encode()


def process(*parts: str, id: str = "p", executable: bool = False) -> str:  # noqa: A002
    mark = ' isExecutable="true"' if executable else ""
    return f'<bpmn:process id="{id}"{mark}>{"".join(parts)}</bpmn:process>'


def drawn(*parts: str, roots: str = "") -> bytes:
    """Return a file with one process that nobody means to run, between `begin` and `done`."""
    return file(roots, process(d.start(), d.end(), *parts))


def through(*nodes: str, ids: tuple[str, ...], roots: str = "") -> bytes:
    """Return a file whose process leads from `begin` through elements to `done`."""
    return drawn(*nodes, d.path("begin", *ids, "done"), roots=roots)


def one(kind: str, inner: str = "", roots: str = "", **attributes: str) -> bytes:
    """Return a file with one element `x` between start and end."""
    return through(d.node(kind, "x", inner=inner, **attributes), ids=("x",), roots=roots)


def event(kind: str, definition: str, **attributes: str) -> str:
    return d.node(kind, "x", inner=f"<bpmn:{definition}EventDefinition/>" if definition else "", **attributes)


def edge(definition: str, host: str = "a", **attributes: str) -> str:
    return event("boundaryEvent", definition, attachedToRef=host, **attributes)


def edged(definition: str, *more: str, **attributes: str) -> bytes:
    """Return a file with a boundary event `x` at task `a`."""
    flows = d.path("begin", "a", "done") + d.path("x", "done")
    return drawn(d.node("task", "a"), edge(definition, **attributes), flows, *more)


def io(*, inputs: str = "", outputs: str = "", first: str = "", second: str = "") -> str:
    sets = f"<bpmn:inputSet>{first}</bpmn:inputSet><bpmn:outputSet>{second}</bpmn:outputSet>"
    return f"<bpmn:ioSpecification>{inputs}{outputs}{sets}</bpmn:ioSpecification>"


def takes(source: str = "o", target: str = "i", more: str = "") -> str:
    """Return an activity's data input `i` and an association that fills it."""
    held = io(inputs='<bpmn:dataInput id="i"/>', first="<bpmn:dataInputRefs>i</bpmn:dataInputRefs>")
    ends = f"<bpmn:sourceRef>{source}</bpmn:sourceRef>{more}<bpmn:targetRef>{target}</bpmn:targetRef>"
    return f'{held}<bpmn:dataInputAssociation id="da">{ends}</bpmn:dataInputAssociation>'


def gives(target: str) -> str:
    """Return an activity's data output `out` and an association that hands it on."""
    held = io(outputs='<bpmn:dataOutput id="out"/>', second="<bpmn:dataOutputRefs>out</bpmn:dataOutputRefs>")
    ends = f"<bpmn:sourceRef>out</bpmn:sourceRef><bpmn:targetRef>{target}</bpmn:targetRef>"
    return f"{held}<bpmn:dataOutputAssociation>{ends}</bpmn:dataOutputAssociation>"


def over(data: str) -> str:
    """Return the loop of an activity that takes its turns from data."""
    return f"<{MI}><bpmn:loopDataInputRef>{data}</bpmn:loopDataInputRef></{MI}>"


def within(inner: str, deep: str = "") -> bytes:
    """Return a file with a task `x` in a sub-process, which may hold data, and a data object `o` around it."""
    parts = d.start("s"), d.node("task", "x", inner=inner), d.end("e"), d.path("s", "x", "e"), deep
    return through(d.sub("z", *parts), '<bpmn:dataObject id="o"/>', ids=("z",))


def pools(flow: str, *, other: str = ASIDE, inner: str = "") -> bytes:
    shown = '<bpmn:participant id="A" processRef="p"/><bpmn:participant id="B" processRef="q"/>'
    body = process(
        d.start(), d.end(), d.node("task", "t"), d.node("task", "u"), d.path("begin", "t", "u", "done"), inner
    )
    return file(f'<bpmn:collaboration id="c">{shown}{flow}</bpmn:collaboration>', body, other)


def message_flow(source: str, target: str) -> str:
    return f'<bpmn:messageFlow id="mf" sourceRef="{source}" targetRef="{target}"/>'


def choreography(parts: str, begins: str) -> bytes:
    shown = "".join(f'<bpmn:participant id="{name}"/>' for name in "ABC")
    flow = message_flow("A", "B")
    task = d.node("choreographyTask", "x", inner=parts + SAID, initiatingParticipantRef=begins)
    return file(f'<bpmn:choreography id="c">{shown}{flow}{task}</bpmn:choreography>')


def part(name: str) -> str:
    return f"<bpmn:participantRef>{name}</bpmn:participantRef>"


def conversation(*, source: str, target: str, parts: str) -> bytes:
    shown = '<bpmn:participant id="A"/><bpmn:participant id="B"/>'
    node = f'<bpmn:conversation id="v">{parts}</bpmn:conversation>'
    link = f'<bpmn:conversationLink id="l" sourceRef="{source}" targetRef="{target}"/>'
    return file(f'<bpmn:collaboration id="c">{shown}{node}{link}</bpmn:collaboration>')


def gateway(kind: str, targets: str, *flows: str, **attributes: str) -> bytes:
    return drawn(d.node(kind, "x", **attributes), targets, *flows)


def linked(*nodes: tuple[str, str, str]) -> bytes:
    """Return a file with link events: (kind, id, link name)."""
    events = [d.node(kind, id_, inner=f'<bpmn:linkEventDefinition name="{name}"/>') for kind, id_, name in nodes]
    thrown = [id_ for kind, id_, _ in nodes if kind == "intermediateThrowEvent"]
    caught = [id_ for kind, id_, _ in nodes if kind != "intermediateThrowEvent"]
    return drawn(*events, *(d.flow("begin", id_) for id_ in thrown), *(d.flow(id_, "done") for id_ in caught))


def lanes(*held: str) -> bytes:
    drawn_lanes = "".join(
        f'<bpmn:lane id="l{n}"><bpmn:flowNodeRef>{name}</bpmn:flowNodeRef></bpmn:lane>' for n, name in enumerate(held)
    )
    inside = f'<bpmn:laneSet id="ls">{drawn_lanes}</bpmn:laneSet>'
    other = process(d.node("task", "far"), id="q")
    return file(process(inside, d.start(), d.end(), d.node("task", "x"), d.path("begin", "x", "done")), other)


def correlated(bound: str) -> bytes:
    properties = "".join(
        f'<bpmn:correlationProperty id="{name}"><bpmn:correlationPropertyRetrievalExpression messageRef="m">'
        f"<bpmn:messagePath>x</bpmn:messagePath></bpmn:correlationPropertyRetrievalExpression></bpmn:correlationProperty>"
        for name in ("one", "two")
    )
    key = d.node("correlationKey", "k", inner="<bpmn:correlationPropertyRef>one</bpmn:correlationPropertyRef>")
    path = "<bpmn:dataPath>y</bpmn:dataPath>"
    binding = d.node("correlationPropertyBinding", "b", inner=path, correlationPropertyRef=bound)
    subscription = (
        f'<bpmn:correlationSubscription id="s" correlationKeyRef="k">{binding}</bpmn:correlationSubscription>'
    )
    return file(
        '<bpmn:message id="m"/>',
        properties,
        f'<bpmn:collaboration id="c">{key}</bpmn:collaboration>',
        process(subscription),
    )


def resourced(parameter: str) -> bytes:
    roots = "".join(
        f'<bpmn:resource id="r{n}" name="r"><bpmn:resourceParameter id="p{n}" name="p"/></bpmn:resource>'
        for n in (1, 2)
    )
    value = "<bpmn:formalExpression>x</bpmn:formalExpression>"
    binding = d.node("resourceParameterBinding", "b", inner=value, parameterRef=parameter)
    role = f'<bpmn:potentialOwner id="w"><bpmn:resourceRef>r1</bpmn:resourceRef>{binding}</bpmn:potentialOwner>'
    return one("userTask", inner=role, roots=roots)


def operated(message: str) -> bytes:
    operation = '<bpmn:operation id="op" name="o"><bpmn:inMessageRef>m</bpmn:inMessageRef></bpmn:operation>'
    roots = f'<bpmn:message id="m"/><bpmn:message id="n"/><bpmn:interface id="if" name="i">{operation}</bpmn:interface>'
    return one("sendTask", roots=roots, messageRef=message, operationRef="op")


def data(inner: str, *, kind: str = "task", roots: str = "", beside: str = '<bpmn:dataObject id="o"/>') -> bytes:
    return through(d.node(kind, "x", inner=inner), d.node("task", "y", inner=Y), beside, ids=("x", "y"), roots=roots)


Y = io(inputs='<bpmn:dataInput id="yi"/>', first="<bpmn:dataInputRefs>yi</bpmn:dataInputRefs>")
TASKS = d.node("task", "a") + d.node("task", "b")
SUB = '<bpmn:startEvent id="s"/><bpmn:endEvent id="e"/>' + d.path("s", "e")
TRANSACTION = "<bpmn:cancelEventDefinition/>"
TIMED = "<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>"
MI = "bpmn:multiInstanceLoopCharacteristics"
TRIGGERED = d.node("startEvent", "es", inner=TIMED) + d.node("endEvent", "ee") + d.path("es", "ee")


def looped(inner: str, **attributes: str) -> bytes:
    extra = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return one("task", inner=f"<{MI}{extra}>{inner}</{MI}>", roots='<bpmn:signalEventDefinition id="sd"/>')


def awaited(*nodes: str, kind: str = "eventBasedGateway", **attributes: str) -> bytes:
    ids = [f"w{n}" for n in range(len(nodes))]
    flows = [d.path("x", id_, "done") for id_ in ids]
    begins = "" if attributes.get("instantiate") == "true" else d.flow("begin", "x")
    begin = begins or d.flow("begin", "done")
    return drawn(d.node(kind, "x", **attributes), *nodes, *flows, begin)


def waits(number: int, inner: str = TIMED, kind: str = "intermediateCatchEvent", **attributes: str) -> str:
    return d.node(kind, f"w{number}", inner=inner, **attributes)


def undone(*, association: str, marked: str = "true", more: str = "") -> bytes:
    handler = d.node("task", "h", isForCompensation=marked)
    aside = "" if marked == "true" else d.path("begin", "h", "done")
    flows = d.path("begin", "a", "done") + aside + more
    return drawn(d.node("task", "a"), handler, edge("compensate"), flows, association)


SAID = "<bpmn:messageFlowRef>mf</bpmn:messageFlowRef>"
JOINED = '<bpmn:association id="as" sourceRef="x" targetRef="h" associationDirection="One"/>'
CANCELLED = d.start("ts") + d.node("endEvent", "te", inner=TRANSACTION) + d.path("ts", "te")
