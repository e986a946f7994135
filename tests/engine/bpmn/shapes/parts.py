"""Attributes and parts of the schema that other diagrams do without, each where it is run."""

from tests.engine import drawing as d
from tests.engine.bpmn.shapes.shape import Shape, after, catch, end, signal, signals, start, sub, t, throw
from tests.engine.bpmn.shapes.ways import complex_join
from tests.engine.bpmn.shapes.work import DATA, LANES, OBJECTS, alone

LINE = d.path("begin", "w", "a", "done")


def association(tag: str, source: str, target: str, inner: str = "") -> str:
    """Draw a data association."""
    ends = f"<bpmn:sourceRef>{source}</bpmn:sourceRef>" if source else ""
    return f"<bpmn:{tag}>{ends}<bpmn:targetRef>{target}</bpmn:targetRef>{inner}</bpmn:{tag}>"


def assigned(value: str, to: str) -> str:
    said = f"<bpmn:from>{value}</bpmn:from><bpmn:to>{to}</bpmn:to>"
    return f"<bpmn:assignment>{said}</bpmn:assignment>"


GIVEN = '<bpmn:dataInput id="ti" name="given"/>' + association("dataInputAssociation", "R1", "ti")
GIVEN += "<bpmn:inputSet><bpmn:dataInputRefs>ti</bpmn:dataInputRefs></bpmn:inputSet>"
TAKEN = '<bpmn:dataOutput id="co" name="given"/>' + association("dataOutputAssociation", "co", "R2")
TAKEN += "<bpmn:outputSet><bpmn:dataOutputRefs>co</bpmn:dataOutputRefs></bpmn:outputSet>"
OVER = (
    '<bpmn:multiInstanceLoopCharacteristics isSequential="true"><bpmn:loopDataInputRef>i</bpmn:loopDataInputRef>'
    "<bpmn:loopDataOutputRef>o</bpmn:loopDataOutputRef>"
    '<bpmn:inputDataItem id="one" name="one"/><bpmn:outputDataItem id="twice" name="twice"/>'
    "</bpmn:multiInstanceLoopCharacteristics>"
)
ASKED = (
    '<bpmn:conditionExpression id="asked" xsi:type="bpmn:tFormalExpression" language="https://www.omg.org/spec/DMN/20211108/FEEL/">'
    "= n = 1</bpmn:conditionExpression>"
)

SHAPES = (
    Shape(
        "associations may assign",
        ("transformation",),
        (
            OBJECTS,
            t("w", "=20", "D1"),
            d.start(),
            t(
                "a",
                "=given + 1",
                "made",
                inner=DATA
                + association("dataInputAssociation", "R1", "i", assigned("D1 * 2", "given"))
                + association("dataOutputAssociation", "o", "R2", assigned("made * 10", "D2")),
            ),
            d.end(),
            LINE,
        ),
        "w a",
        results={"D1": 20, "D2": 410},
    ),
    Shape(
        "events give and take data",
        ("dataInputAssociation", "dataOutputAssociation"),
        (
            OBJECTS,
            t("w", "=20", "D1"),
            d.start(),
            d.gateway("parallel", "f"),
            catch("k", TAKEN + signal("X")),
            t("a"),
            d.catch("late", timer="PT1H"),
            throw("y", GIVEN + signal("X")),
            end("e"),
            d.end(),
            d.path("begin", "w", "f", "k", "a", "done"),
            d.path("f", "late", "y", "e"),
        ),
        "w a",
        root=signals("X"),
        wait=2,
        results={"D1": 20, "D2": 20},
    ),
    Shape(
        "a property of a process is a variable of it",
        ("property",),
        ('<bpmn:property id="k" name="k"/>', d.start(), t("w", "=5", "k"), t("a", "=k + 1", "out"), d.end(), LINE),
        "w a",
        results={"k": 5, "out": 6},
    ),
    Shape(
        "a property of an event lives in it",
        ("property",),
        (
            d.start(),
            t("w", "=5", "k"),
            d.node(
                "intermediateCatchEvent",
                "late",
                d.mapping({}, {"out": "=k"}),
                '<bpmn:property id="k" name="k"/>' + after("PT1H"),
            ),
            t("a", "=k + 1", "more"),
            d.end(),
            d.path("begin", "w", "late", "a", "done"),
        ),
        "w a",
        wait=2,
        results={"k": 5, "out": None, "more": 6},
    ),
    Shape(
        "a complex gateway takes its default where nothing else holds",
        ("complexGateway/default",),
        tuple(
            part.replace('<bpmn:complexGateway id="g"', '<bpmn:complexGateway id="g" default="g__z"')
            for part in complex_join(
                "activationCount &gt;= 1",
                t("y"),
                t("z"),
                d.end(),
                d.flow("g", "y", "=n = 1 and waitingForStart"),
                d.path("g", "z", "done"),
                d.path("y", "done"),
            )
        ),
        "a b c z",
        given={"n": 2},
        wait=2,
    ),
    Shape(
        "a condition may say that it is FEEL",
        ("sequenceFlow/conditionExpression",),
        (
            d.start(),
            d.gateway("exclusive", "g", default="g__b"),
            t("a", name="A"),
            t("b"),
            d.end(),
            d.flow("g", "a", "=x").replace("<bpmn:conditionExpression>=x</bpmn:conditionExpression>", ASKED),
            d.flow("g", "b").replace("<bpmn:sequenceFlow", '<bpmn:sequenceFlow name="else"'),
            d.path("begin", "g"),
            d.path("a", "done"),
            d.path("b", "done"),
        ),
        "a",
        given={"n": 1},
    ),
    Shape(
        "a multi-instance task runs over data and collects data",
        ("multiInstanceLoopCharacteristics",),
        (
            OBJECTS,
            t("w", "=[1, 2, 3]", "D1"),
            d.start(),
            t(
                "a",
                "=one * 2",
                "twice",
                inner=DATA
                + association("dataInputAssociation", "R1", "i")
                + association("dataOutputAssociation", "o", "R2")
                + OVER,
            ),
            d.end(),
            LINE,
        ),
        "w a a a",
        results={"D2": [2, 4, 6]},
    ),
    Shape(
        "documentation, lanes inside and the method of a transaction change nothing",
        ("id", "laneSet", "transaction"),
        alone(
            sub(
                "a",
                '<bpmn:documentation id="told">Told.</bpmn:documentation>',
                LANES.replace(">a<", ">b<"),
                start("s1"),
                t("b"),
                end("e1"),
                d.path("s1", "b", "e1"),
                kind="transaction",
                method="##Compensate",
            )
        ),
        "b z",
    ),
    Shape(
        "a throw may name its definition apart",
        ("eventDefinitionRef",),
        (
            d.start(),
            d.gateway("parallel", "f"),
            catch("k", signal("X")),
            t("a"),
            d.catch("late", timer="PT1H"),
            throw("y", "<bpmn:eventDefinitionRef>D</bpmn:eventDefinitionRef>"),
            end("e"),
            d.end(),
            d.path("begin", "f", "k", "a", "done"),
            d.path("f", "late", "y", "e"),
        ),
        "a",
        root=signals("X") + signal("X").replace("<bpmn:signalEventDefinition", '<bpmn:signalEventDefinition id="D"'),
        wait=2,
    ),
)
