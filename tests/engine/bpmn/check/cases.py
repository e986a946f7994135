"""Rule -> the right diagrams, and the wrong ones with the element that each is named by."""

from tests.engine import drawing as d
from tests.engine.bpmn.check import drawings as g

RIGHT = g.one("task")
TIMER = g.TIMED
Y_INPUT = '<bpmn:dataInput id="two"/>'
LISTED = "<bpmn:dataInputRefs>i</bpmn:dataInputRefs>"
GIVEN = g.io(inputs='<bpmn:dataInput id="given"/>', first="<bpmn:dataInputRefs>given</bpmn:dataInputRefs>").encode()
REFERS = '<bpmn:dataObjectReference id="r" dataObjectRef="deep"/>'
DEEP = d.sub("z", g.SUB + '<bpmn:dataObject id="deep" isCollection="true"/>') + d.path("x", "z", "done")
FAR = b'<bpmn:process id="q"><bpmn:dataObject id="far"/></bpmn:process></bpmn:definitions>'
SIGNALLED = g.waits(1, "<bpmn:signalEventDefinition/>")
SEND = '<bpmn:dataInput id="i"/><bpmn:dataInput id="j"/>'
SENT = "<bpmn:dataInputRefs>i</bpmn:dataInputRefs><bpmn:dataInputRefs>j</bpmn:dataInputRefs>"

POOL = '<bpmn:collaboration id="c"><bpmn:participant id="A">%s</bpmn:participant></bpmn:collaboration>'
LEAST = '<bpmn:participantMultiplicity minimum="%d" maximum="2"/>'


def ended(listed: str) -> bytes:
    """Return a file with an end event that lists an input, its own or that of a task."""
    inner = f'<bpmn:dataInput id="i"/><bpmn:inputSet><bpmn:dataInputRefs>{listed}</bpmn:dataInputRefs></bpmn:inputSet>'
    task = d.node("task", "y", inner=g.Y)
    return g.file(g.process(d.start(), task, d.node("endEvent", "x", inner=inner), d.path("begin", "y", "x")))


CASES: dict[str, tuple[list[bytes], list[tuple[bytes, str]]]] = {
    "schema": (
        [RIGHT, g.one("task", inner='<bpmn:extensionElements><v:a xmlns:v="v"/></bpmn:extensionElements>')],
        [
            (RIGHT.replace(b' targetRef="x"', b""), "begin__x"),
            (RIGHT.replace(b'<bpmn:task id="x"', b'<bpmn:task id="x" colour="red"'), "x"),
            (RIGHT.replace(b"bpmn:task", b"bpmn:work"), "x"),
            (g.one("task", inner="<bpmn:incoming>begin__x</bpmn:incoming><bpmn:documentation/>"), "x"),
            (g.file(g.process(executable=True)).replace(b'"true"', b'"yes"'), "p"),
        ],
    ),
    "missing-id": ([RIGHT], [(RIGHT.replace(b' id="x"', b""), "")]),
    "duplicate-id": ([RIGHT], [(g.drawn(d.node("task", "done"), d.path("begin", "done")), "done")]),
    "bad-id": ([RIGHT], [(RIGHT.replace(b'id="x"', b'id="1 x"'), "1 x")]),
    "reference": (
        [
            g.one("receiveTask", roots='<bpmn:message id="m"/>', messageRef="m"),
            g.one("receiveTask", roots='<bpmn:message id="m"/>', messageRef="own:m").replace(
                b' id="d"', b' id="d" xmlns:own="t"'
            ),
            g.drawn(
                d.path("begin", "done"),
                '<bpmn:textAnnotation id="n"/><bpmn:association id="a" sourceRef="n" targetRef="done"/>',
            ),
        ],
        [
            (g.one("receiveTask", messageRef="gone"), "x"),
            (g.one("receiveTask", roots='<bpmn:signal id="m"/>', messageRef="m"), "x"),
            (g.drawn(d.path("begin", "done"), '<bpmn:association id="a" sourceRef="gone" targetRef="done"/>'), "a"),
            (g.drawn(d.path("begin", "done"), '<bpmn:dataObjectReference id="o" dataObjectRef="gone"/>'), "o"),
            (
                g.file('<bpmn:collaboration id="c"><bpmn:participant id="A" processRef="gone"/></bpmn:collaboration>'),
                "A",
            ),
            (g.lanes("gone"), "l0"),
        ],
    ),
    "called-element": (
        [g.one("callActivity", calledElement=called) for called in ("p", "elsewhere", "x")],
        [(g.one("callActivity", calledElement="begin"), "x")],
    ),
    "import": (
        [g.file('<bpmn:import namespace="n" location="a.bpmn" importType="b"/>', g.process())],
        [
            (g.file('<bpmn:import namespace="n" location="" importType="b"/>', g.process()), "d"),
            (g.file('<bpmn:import namespace="" location="a.bpmn" importType="b"/>', g.process()), "d"),
        ],
    ),
    "flow-ends": (
        [RIGHT],
        [
            (g.drawn(d.path("begin", "done"), d.flow("begin", "gone")), "begin__gone"),
            (g.drawn(d.path("begin", "done"), '<bpmn:dataObject id="o"/>', d.flow("begin", "o")), "begin__o"),
            (g.through(d.sub("x", g.SUB + d.node("task", "deep")), d.flow("begin", "deep"), ids=("x",)), "begin__deep"),
        ],
    ),
    "flow-direction": (
        [RIGHT],
        [
            (g.drawn(g.TASKS, d.path("begin", "a", "done", "b")), "done__b"),
            (g.drawn(g.TASKS, d.path("begin", "a", "done"), d.path("a", "begin")), "a__begin"),
            (g.edged("signal", d.node("task", "b"), d.path("a", "b", "x")), "b__x"),
            (
                g.drawn(
                    g.TASKS,
                    d.node("subProcess", "x", inner=g.TRIGGERED, triggeredByEvent="true"),
                    d.path("begin", "a", "done"),
                    d.path("a", "x"),
                ),
                "a__x",
            ),
            (g.undone(association=g.JOINED, more=d.flow("a", "h")), "a__h"),
        ],
    ),
    "flow-lists": (
        [
            g.one("task", inner="<bpmn:incoming>begin__x</bpmn:incoming>").replace(
                b'id="done">', b'id="done"><bpmn:incoming>x__done</bpmn:incoming>'
            )
        ],
        [
            (g.one("task", inner="<bpmn:incoming>x__done</bpmn:incoming>"), "x"),
            (g.one("task", inner="<bpmn:outgoing>x__done</bpmn:outgoing>"), "begin"),
        ],
    ),
    "flow-condition": (
        [
            g.drawn(
                d.gateway("exclusive", "x"),
                g.TASKS,
                d.flow("begin", "x"),
                d.flow("x", "a", "1"),
                d.flow("x", "b", "2"),
                d.path("a", "done"),
                d.path("b", "done"),
            ),
            g.drawn(g.TASKS, d.path("begin", "a", "done"), d.flow("a", "b", "1"), d.path("b", "done")),
        ],
        [
            (
                g.drawn(
                    d.gateway("parallel", "x"),
                    g.TASKS,
                    d.flow("begin", "x"),
                    d.flow("x", "a", "1"),
                    d.flow("x", "b"),
                    d.path("a", "done"),
                    d.path("b", "done"),
                ),
                "x__a",
            ),
            (g.drawn(d.node("task", "a"), d.path("begin", "a"), d.flow("a", "done", "1")), "a__done"),
            (g.drawn(d.flow("begin", "done", "1")), "begin__done"),
        ],
    ),
    "default-flow": (
        [
            g.drawn(
                d.gateway("exclusive", "x", "x__b"),
                g.TASKS,
                d.flow("begin", "x"),
                d.flow("x", "a", "1"),
                d.path("x", "b", "done"),
                d.path("a", "done"),
            )
        ],
        [
            (
                g.drawn(
                    d.gateway("exclusive", "x", "a__done"),
                    g.TASKS,
                    d.flow("begin", "x"),
                    d.flow("x", "a", "1"),
                    d.path("x", "b", "done"),
                    d.path("a", "done"),
                ),
                "x",
            ),
            (
                g.drawn(
                    d.gateway("exclusive", "x", "x__a"),
                    g.TASKS,
                    d.flow("begin", "x"),
                    d.flow("x", "a", "1"),
                    d.path("x", "b", "done"),
                    d.path("a", "done"),
                ),
                "x",
            ),
        ],
    ),
    "double-flow": ([RIGHT], [(g.drawn(d.path("begin", "done"), d.flow("begin", "done", id="again")), "again")]),
    "loose-end": (
        [
            RIGHT,
            g.file(g.process(d.node("task", "a"), d.node("task", "b"))),
            g.one("adHocSubProcess", inner=g.TASKS),
            g.linked(("intermediateThrowEvent", "t", "A"), ("intermediateCatchEvent", "c", "A")),
        ],
        [
            (g.drawn(g.TASKS, d.path("begin", "a", "done"), d.path("b", "done")), "b"),
            (g.drawn(g.TASKS, d.path("begin", "a", "done"), d.path("a", "b")), "b"),
            (g.file(g.process(d.start(), d.node("task", "a"), d.path("begin", "a"))), "p"),
            (g.file(g.process(d.node("task", "a"), d.end(), d.path("a", "done"))), "p"),
        ],
    ),
    "gateway-direction": (
        [
            g.drawn(
                d.node("exclusiveGateway", "x", gatewayDirection="Diverging"),
                g.TASKS,
                d.path("begin", "x", "a", "done"),
                d.path("x", "b", "done"),
            )
        ],
        [
            (
                g.drawn(
                    d.node("exclusiveGateway", "x", gatewayDirection=direction),
                    g.TASKS,
                    d.path("begin", "x", "a", "done"),
                    d.path("x", "b", "done"),
                ),
                "x",
            )
            for direction in ("Converging", "Mixed")
        ],
    ),
    "idle-gateway": (
        [g.drawn(d.gateway("parallel", "x"), g.TASKS, d.path("begin", "x", "a", "done"), d.path("x", "b", "done"))],
        [(g.one("parallelGateway"), "x")],
    ),
    "event-gateway": (
        [g.awaited(g.waits(0), SIGNALLED), g.awaited(g.waits(0), g.waits(1, "", "receiveTask"))],
        [
            (g.awaited(g.waits(0)), "x"),
            (g.awaited(g.waits(0), g.waits(1, "", "userTask")), "x"),
            (g.awaited(g.waits(0, "<bpmn:messageEventDefinition/>"), g.waits(1, "", "receiveTask")), "x"),
            (g.awaited(g.waits(0), SIGNALLED, eventGatewayType="Parallel"), "x"),
            (g.awaited(g.waits(0), SIGNALLED + d.flow("begin", "w1")), "x"),
        ],
    ),
    "event-definition": (
        [
            g.through(g.event("intermediateCatchEvent", "signal"), ids=("x",)),
            g.through(g.event("intermediateThrowEvent", ""), ids=("x",)),
            g.drawn(d.path("begin", "done"), d.node("subProcess", "x", inner=g.TRIGGERED, triggeredByEvent="true")),
        ],
        [
            (g.through(g.event("intermediateCatchEvent", ""), ids=("x",)), "x"),
            (g.through(g.event("intermediateCatchEvent", "error"), ids=("x",)), "x"),
            (g.through(g.event("intermediateThrowEvent", "timer"), ids=("x",)), "x"),
            (g.drawn(g.event("endEvent", "timer"), d.path("begin", "done"), d.path("begin", "x")), "x"),
            (g.drawn(g.event("startEvent", "error"), d.path("begin", "done"), d.path("x", "done")), "x"),
            (g.one("subProcess", inner=g.SUB.replace('id="s"/>', f'id="s">{TIMER}</bpmn:startEvent>')), "s"),
            (g.edged("terminate"), "x"),
            (g.edged(""), "x"),
            (g.through(g.event("intermediateCatchEvent", "signal", parallelMultiple="true"), ids=("x",)), "x"),
        ],
    ),
    "interrupting": (
        [g.edged("error"), g.edged("signal", cancelActivity="false")],
        [(g.edged("error", cancelActivity="false"), "x")],
    ),
    "boundary": (
        [g.edged("signal")],
        [
            (g.edged("signal").replace(b"bpmn:task", b"bpmn:exclusiveGateway"), "x"),
            (g.drawn(d.node("task", "a"), g.edge("signal"), d.path("begin", "a", "done")), "x"),
            (
                g.drawn(
                    d.sub("a", g.SUB + d.node("task", "deep") + d.path("s", "deep", "e")),
                    g.edge("signal", "deep"),
                    d.path("begin", "a", "done"),
                    d.path("x", "done"),
                ),
                "x",
            ),
        ],
    ),
    "cancel-event": (
        [g.through(d.node("transaction", "a", inner=g.CANCELLED), g.edge("cancel"), d.path("x", "done"), ids=("a",))],
        [
            (g.drawn(g.event("endEvent", "cancel"), d.path("begin", "done"), d.path("begin", "x")), "x"),
            (g.edged("cancel"), "x"),
        ],
    ),
    "link": (
        [
            g.linked(
                ("intermediateThrowEvent", "t", "A"),
                ("intermediateThrowEvent", "u", "A"),
                ("intermediateCatchEvent", "c", "A"),
            )
        ],
        [
            (g.linked(("intermediateThrowEvent", "t", "A")), "t"),
            (g.linked(("intermediateCatchEvent", "c", "A")), "c"),
            (
                g.linked(
                    ("intermediateThrowEvent", "t", "A"),
                    ("intermediateCatchEvent", "c", "A"),
                    ("intermediateCatchEvent", "e", "A"),
                ),
                "e",
            ),
        ],
    ),
    "compensation": (
        [g.undone(association=g.JOINED)],
        [(g.undone(association=""), "x"), (g.undone(association=g.JOINED, marked="false"), "h")],
    ),
    "instantiate": (
        [g.file(g.process(d.node("receiveTask", "x", instantiate="true"), d.end(), d.path("x", "done")))],
        [(g.one("receiveTask", instantiate="true"), "x")],
    ),
    "quantity": (
        [g.one("task", startQuantity="2")],
        [(g.one("task", startQuantity="0"), "x"), (g.one("task", completionQuantity="0"), "x")],
    ),
    "loop-definition": (
        [
            g.looped("<bpmn:loopCardinality>3</bpmn:loopCardinality>"),
            g.looped("", behavior="None", noneBehaviorEventRef="sd"),
        ],
        [
            (g.looped("", behavior="One"), "x"),
            (g.looped('<bpmn:inputDataItem id="it"/>'), "x"),
            (g.one("task", inner='<bpmn:standardLoopCharacteristics loopMaximum="0"/>'), "x"),
        ],
    ),
    "script-format": (
        [g.one("scriptTask", inner="<bpmn:script>x</bpmn:script>", scriptFormat="text/x")],
        [(g.one("scriptTask", inner="<bpmn:script>x</bpmn:script>"), "x")],
    ),
    "ad-hoc": (
        [g.one("adHocSubProcess", inner=g.TASKS)],
        [(g.one("adHocSubProcess"), "x"), (g.one("adHocSubProcess", inner=d.start("s") + g.TASKS), "s")],
    ),
    "event-sub-process": (
        [g.drawn(d.path("begin", "done"), d.node("subProcess", "x", inner=g.TRIGGERED, triggeredByEvent="true"))],
        [
            (g.drawn(d.path("begin", "done"), d.node("subProcess", "x", inner=g.SUB, triggeredByEvent="true")), "s"),
            (
                g.drawn(
                    d.path("begin", "done"),
                    d.node("subProcess", "x", inner=d.node("task", "a"), triggeredByEvent="true"),
                ),
                "x",
            ),
        ],
    ),
    "lane": ([g.lanes("x", "begin")], [(g.lanes("x", "x"), "l1"), (g.lanes("far"), "l0")]),
    "operation": ([g.operated("m")], [(g.operated("n"), "x")]),
    "choreography-place": (
        [g.choreography(g.part("A") + g.part("B"), "A")],
        [
            (
                g.one(
                    "choreographyTask",
                    inner=g.part("A") + g.part("B") + g.SAID,
                    initiatingParticipantRef="A",
                    roots='<bpmn:collaboration id="c"><bpmn:participant id="A"/><bpmn:participant id="B"/>'
                    + g.message_flow("A", "B")
                    + "</bpmn:collaboration>",
                ),
                "x",
            ),
            (g.file('<bpmn:choreography id="c"><bpmn:task id="x"/></bpmn:choreography>'), "x"),
        ],
    ),
    "choreography": (
        [g.choreography(g.part("A") + g.part("B"), "A")],
        [
            (g.choreography(g.part("A") + g.part("B"), "C"), "x"),
            (g.choreography(g.part("A") + g.part("B") + g.part("C"), "A"), "x"),
        ],
    ),
    "conversation": (
        [g.conversation(source="A", target="v", parts=g.part("A") + g.part("B"))],
        [
            (g.conversation(source="A", target="B", parts=g.part("A") + g.part("B")), "l"),
            (g.conversation(source="A", target="v", parts=g.part("A") + g.part("A")), "v"),
        ],
    ),
    "message-flow": (
        [
            g.pools(g.message_flow("t", "B")),
            g.pools(g.message_flow("B", "begin")),
            g.pools(g.message_flow("done", "B")),
        ],
        [
            (g.pools(g.message_flow("t", "u")), "mf"),
            (g.pools(g.message_flow("begin", "B")), "mf"),
            (g.pools(g.message_flow("B", "done")), "mf"),
        ],
    ),
    "pool": (
        [g.file(POOL % (LEAST % 1))],
        [
            (
                g.file(POOL % (LEAST % 3)),
                "A",
            )
        ],
    ),
    "correlation": ([g.correlated("one")], [(g.correlated("two"), "s")]),
    "resource": ([g.resourced("p1")], [(g.resourced("p2"), "b")]),
    "data-set": (
        [g.data(g.takes()), ended("i")],
        [
            (g.data(g.io(inputs='<bpmn:dataInput id="i"/>')), "x"),
            (g.data(g.io(first="<bpmn:outputSetRefs>ys</bpmn:outputSetRefs>")), "x"),
            (ended("yi"), "x"),
            (
                g.data(
                    g.io(
                        inputs='<bpmn:dataInput id="i"/>',
                        first=LISTED + "<bpmn:optionalInputRefs>yi</bpmn:optionalInputRefs>",
                    )
                ),
                "x",
            ),
            (
                g.data(
                    g.io(
                        inputs='<bpmn:dataInput id="i"/>', first=LISTED + "<bpmn:dataInputRefs>yi</bpmn:dataInputRefs>"
                    )
                ),
                "x",
            ),
        ],
    ),
    "data-holder": (
        [g.data(g.io())],
        [
            (g.one("subProcess", inner=g.io() + g.SUB), "x"),
            (g.one("serviceTask", inner=g.io().replace("<bpmn:outputSet>", "<bpmn:outputSet/><bpmn:outputSet>")), "x"),
            (g.one("sendTask", inner=g.io(inputs=SEND, first=SENT)), "x"),
        ],
    ),
    "data-association": (
        [
            g.data(g.takes()),
            g.within(g.takes()),
            g.within(g.takes("r"), deep=f'<bpmn:dataObject id="deep"/>{REFERS}'),
            g.data(g.takes("own").replace("<bpmn:dataInputA", '<bpmn:property id="own"/><bpmn:dataInputA')),
            g.data(g.takes("given")).replace(b"<bpmn:startEvent", GIVEN + b"<bpmn:startEvent"),
            g.data(g.over("o"), beside='<bpmn:dataObject id="o" isCollection="true"/>'),
        ],
        [
            (g.data(g.takes(target="yi")), "x"),
            (g.data(g.takes("yi")), "x"),
            (g.data(g.takes("theirs"), beside=d.node("task", "t", inner='<bpmn:property id="theirs"/>')), "x"),
            (g.data(g.takes("r"), beside=REFERS + DEEP), "x"),
            (g.data(g.takes("deep"), beside=DEEP), "x"),
            (g.data(g.gives("deep"), beside=DEEP), "x"),
            (g.data(g.over("deep"), beside=DEEP), "x"),
            (g.data(g.takes("far")).replace(b"</bpmn:definitions>", FAR), "x"),
            (
                g.data(
                    g.takes(more="<bpmn:sourceRef>o2</bpmn:sourceRef>"),
                    beside='<bpmn:dataObject id="o"/><bpmn:dataObject id="o2"/>',
                ),
                "da",
            ),
        ],
    ),
}
