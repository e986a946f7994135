"""What the standard allows and this engine refuses, each with the rule that names it."""

from dataclasses import dataclass

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import after, edge, end, error, signal, signals, start, sub, t, throw, when


@dataclass(frozen=True)
class Refused:
    """A diagram that is refused by a rule at an element."""

    covers: str
    rule: str
    element: str
    parts: tuple[str, ...]
    root: str = ""

    @property
    def diagram(self) -> bytes:
        """Return the BPMN file."""
        return d.diagram(*self.parts, messages=self.root)


LONG = d.path("begin", "a", "done")
STORE = '<bpmn:dataStore id="W"/>'
IN_STORE = (
    '<bpmn:ioSpecification><bpmn:dataInput id="i" name="x"/><bpmn:inputSet><bpmn:dataInputRefs>i</bpmn:dataInputRefs>'
    "</bpmn:inputSet><bpmn:outputSet/></bpmn:ioSpecification><bpmn:dataInputAssociation><bpmn:sourceRef>R</bpmn:sourceRef>"
    "<bpmn:targetRef>i</bpmn:targetRef></bpmn:dataInputAssociation>"
)
XPATH = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression" language="http://www.w3.org/1999/XPath">n &gt; 1'
XPATH_FLOW = (
    f'<bpmn:sequenceFlow id="f" sourceRef="g" targetRef="a">{XPATH}</bpmn:conditionExpression></bpmn:sequenceFlow>'
)

SUMMONED = start("qs", '<bpmn:messageEventDefinition messageRef="m"/>') + end("qe") + d.path("qs", "qe")
TIMES = (
    "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>{}</bpmn:loopCardinality>"
    "</bpmn:multiInstanceLoopCharacteristics>"
)

REFUSED = (
    Refused(
        "scriptTask/scriptFormat other than FEEL",
        "work",
        "a",
        (
            d.start(),
            d.node("scriptTask", "a", inner="<bpmn:script>x = 1</bpmn:script>", scriptFormat="python"),
            d.end(),
            LONG,
        ),
    ),
    Refused("serviceTask without an action", "work", "a", (d.start(), d.node("serviceTask", "a"), d.end(), LONG)),
    Refused("userTask offered to nobody", "user-task", "a", (d.start(), d.node("userTask", "a"), d.end(), LONG)),
    Refused(
        "callActivity of another release",
        "call",
        "a",
        (d.start(), d.node("callActivity", "a", calledElement="q"), d.end(), LONG),
    ),
    Refused(
        "callActivity of a process that is known only when it runs",
        "call",
        "a",
        (d.start(), d.node("callActivity", "a", '<zeebe:calledElement processId="= which"/>'), d.end(), LONG),
    ),
    Refused(
        "callActivity of a process that begins only by an event",
        "call",
        "a",
        (d.start(), d.node("callActivity", "a", calledElement="q"), d.end(), LONG),
        f'<bpmn:message id="m" name="M"/><bpmn:process id="q" isExecutable="true">{SUMMONED}</bpmn:process>',
    ),
    *(
        Refused(
            "multiInstanceLoopCharacteristics/loopCardinality that is no whole number",
            "loop",
            "a",
            (d.start(), d.node("task", "a", inner=TIMES.format(number)), d.end(), LONG),
        )
        for number in ("-1", "1.5", "true", "&quot;ba&quot;", "=-1", "20000")
    ),
    *(
        Refused(
            "a default flow beside one that is always taken",
            "condition",
            "a__c",
            (
                d.start(),
                d.node(kind, "a", default="a__b"),
                *(d.node("task", one) for one in "bc"),
                d.end(),
                d.path("begin", "a", "b", "done"),
                d.path("a", "c", "done"),
            ),
        )
        for kind in ("task", "complexGateway")
    ),
    Refused(
        "several definitions at an event that does not interrupt, a single timer among them",
        "unsupported",
        "b",
        (
            d.start(),
            t("a"),
            edge("b", "a", signal("X") + after("PT1H"), interrupting=False),
            t("c"),
            d.end(),
            LONG,
            d.path("b", "c", "done"),
        ),
        signals("X"),
    ),
    Refused(
        "several definitions at a catching event, an error among them",
        "unsupported",
        "b",
        (
            d.start(),
            sub("a", start("s1"), t("x"), end("e1"), d.path("s1", "x", "e1")),
            edge("b", "a", signal("X") + error()),
            t("c"),
            d.end(),
            LONG,
            d.path("b", "c", "done"),
        ),
        signals("X"),
    ),
    Refused(
        "several start events without a trigger",
        "start-event",
        "p",
        (d.start(), start("two"), t("a"), d.end(), LONG, d.path("two", "a")),
    ),
    Refused(
        "a start of a sub-process with a trigger",
        "event-definition",
        "s1",
        (d.start(), sub("a", start("s1", when("true")), end("e1"), d.path("s1", "e1")), d.end(), LONG),
    ),
    Refused(
        "multiInstanceLoopCharacteristics without a number or a list",
        "loop",
        "a",
        (d.start(), t("a", inner="<bpmn:multiInstanceLoopCharacteristics/>"), d.end(), LONG),
    ),
    Refused(
        "standardLoopCharacteristics without a condition or a maximum",
        "loop",
        "a",
        (d.start(), t("a", inner="<bpmn:standardLoopCharacteristics/>"), d.end(), LONG),
    ),
    Refused(
        "signalEventDefinition without a signal",
        "trigger",
        "a",
        (d.start(), throw("a", "<bpmn:signalEventDefinition/>"), d.end(), LONG),
    ),
    Refused(
        "messageEventDefinition without a message",
        "event",
        "a",
        (d.start(), throw("a", "<bpmn:messageEventDefinition/>"), d.end(), LONG),
    ),
    Refused(
        "formalExpression/language other than FEEL",
        "expression",
        "f",
        (
            d.start(),
            d.gateway("exclusive", "g", default="o"),
            t("a"),
            d.end(),
            d.path("begin", "g"),
            XPATH_FLOW,
            d.flow("g", "done", id="o"),
            d.path("a", "done"),
        ),
    ),
    Refused(
        "dataAssociation with a data store",
        "unsupported",
        "a",
        ('<bpmn:dataStoreReference id="R" dataStoreRef="W"/>', d.start(), t("a", inner=IN_STORE), d.end(), LONG),
        STORE,
    ),
    Refused(
        "endEvent/cancel of a transaction without a cancel event at its edge",
        "cancel-event",
        "e1",
        (
            d.start(),
            sub("a", start("s1"), end("e1", "<bpmn:cancelEventDefinition/>"), d.path("s1", "e1"), kind="transaction"),
            d.end(),
            LONG,
        ),
    ),
    Refused(
        "transaction/method other than compensation",
        "unsupported",
        "a",
        (
            d.start(),
            sub("a", start("s1"), t("b"), end("e1"), d.path("s1", "b", "e1"), kind="transaction", method="##Store"),
            d.end(),
            LONG,
        ),
    ),
    Refused(
        "a condition on a flow out of a parallel gateway or an event",
        "flow-condition",
        "begin__a",
        (
            d.start(),
            t("a"),
            t("b"),
            d.end(),
            d.flow("begin", "a", "=true"),
            d.flow("begin", "b"),
            d.path("a", "done"),
            d.path("b", "done"),
        ),
    ),
)
